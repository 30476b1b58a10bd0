package org.batuta.hosting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Scripted;
import org.batuta.orchestration.Verb;

/**
 * A kind of service: one folder, one bean, found by being there. The folder holds this type, its {@code Spec} record
 * (the typed wish, whose components are the form's fields), and the scripts that make a server equal to a wish.
 *
 * @param <S> the wish for one service of this type; stored as JSON, so its components keep their names
 */
public interface ServiceType<S extends Record> extends Scripted {

    /** The last part of the folder's package, as in {@code mailboxes}: the name used in routes, URLs and messages. */
    @Override
    String key();

    /** The class of the wish. */
    Class<S> spec();

    /** An empty wish with the usual values, to start a form with. */
    S blank();

    /**
     * The same wish in canonical form.
     *
     * @param wish as a person wrote it
     * @param before the wish in force, when a service is changed
     * @throws org.batuta.kernel.Refusal naming every field that cannot be accepted
     */
    S check(S wish, UUID accountId, Optional<S> before);

    /** The canonical name; unique among the living services of the type, whoever owns them. */
    String nameOf(S spec);

    /** The field of the wish at which a refusal of its name stands; the first component unless said otherwise. */
    default String nameField() {
        return spec().getRecordComponents()[0].getName();
    }

    /** The fields of the wish that make the name, which never changes: {@link #nameField()} unless said otherwise. */
    default List<String> nameFields() {
        return List.of(nameField());
    }

    /** The components of the wish that we give, not who asks: shown, but in no form. None unless said otherwise. */
    default Set<String> given() {
        return Set.of();
    }

    /**
     * Why nobody may remove this service, or give it away, while its account stays: the code of a refusal. None unless
     * said otherwise.
     */
    default Optional<String> staysBecause(S spec) {
        return Optional.empty();
    }

    /** The service that must be active before this one can be, as a mailbox needs its domain. */
    default Optional<ServiceRef> parentOf(S spec) {
        return Optional.empty();
    }

    /** Whether every routed server carries a service of this type, or one of them. */
    Spread spread();

    /**
     * The parameters of a script, without secrets. Called once when a request is planned; what it returns is stored
     * with the operation, so a retry sends the same. In a transaction that only reads, as for a dry run, it changes
     * nothing.
     */
    Map<String, String> parameters(Verb verb, Wish<S> wish, Place place);

    /** The names of parameters whose value is made anew whenever a request is planned; plans do not differ by these. */
    default Set<String> made() {
        return Set.of();
    }

    /** Whether a customer chooses a password for a service of this type. */
    default boolean takesPassword() {
        return false;
    }

    /**
     * Whom a service of this name is for, as {@code info} for the mailbox of that name in a domain: the name begins with
     * it. An account's services for the same one can be given one password at once (T07).
     */
    default Optional<String> identityOf(String name) {
        return Optional.empty();
    }

    /** Whether a server in this place keeps the verifier of that password: the primary ones, unless said otherwise. */
    default boolean keepsPassword(Place place) {
        return place.role() == Role.PRIMARY;
    }

    /**
     * The canonical name of what somebody uses who has no login here, as it was typed, if that is of this type: who knows
     * its present password changes it. None unless said otherwise.
     */
    default Optional<String> nameForHolder(String typed) {
        return Optional.empty();
    }

    /** What {@code prepare.sh} needs to make a stock server ready, beside the addresses of our nodes. */
    default Map<String, String> preparation(Place place) {
        return Map.of();
    }

    /** Looks at the service from outside, as the world sees it; bounded to a few seconds. */
    ProbeResult probe(Wish<S> wish, Look look);

    /** What a customer copies into other programs: label code and value, in order. */
    default List<Fact> facts(Wish<S> wish) {
        return List.of();
    }

    /** How many of the routed servers a service lives on. */
    enum Spread {
        /** On every routed server: name servers. */
        ALL,
        /** On one of them: a mailbox. */
        ONE
    }

    /** What a probe is to see. */
    enum Look {
        /** The service was just made. */
        CREATED,
        /** The service was there before and was changed. */
        CHANGED,
        /** The service does not work any more. */
        GONE
    }

    /** Names another service, and the field of the wish that names it. */
    record ServiceRef(String field, String type, String name) {}

    /** A server that carries a service, and its part in it. */
    record Place(UUID serverId, String server, String address, Role role) {}

    /**
     * One service as it shall be.
     *
     * @param active whether it shall work; a service in its undo window keeps its data and does not work
     */
    record Wish<S extends Record>(UUID serviceId, S spec, boolean active, List<Place> places) {

        /** The places with this part. */
        public List<Place> places(Role role) {
            return places.stream().filter(place -> place.role() == role).toList();
        }
    }

    /** A value worth a copy button; the label is the message {@code fact.<code>}. */
    record Fact(String code, String value) {}
}
