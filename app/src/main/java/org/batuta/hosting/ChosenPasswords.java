package org.batuta.hosting;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.batuta.secrets.EnvelopeGone;
import org.batuta.secrets.Envelopes;
import org.batuta.secrets.Secret;
import org.batuta.secrets.Verifiers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Passwords that people choose for services: checked, then turned into a verifier and sealed; they go no further. */
@Component
class ChosenPasswords {

    private static final int SHORTEST = 10;
    private static final int LONGEST = 128;
    private static final int LONGEST_PRESENT = 1024;

    private final ServiceTypes types;
    private final Places places;
    private final Envelopes envelopes;

    ChosenPasswords(ServiceTypes types, Places places, Envelopes envelopes) {
        this.types = types;
        this.places = places;
        this.envelopes = envelopes;
    }

    void check(@Nullable Secret password, Refusal.Collector problems) {
        if (password == null || password.length() == 0) {
            problems.add("password", "missing");
        } else if (password.length() < SHORTEST || password.length() > LONGEST) {
            problems.add("password", "length", SHORTEST, LONGEST);
        } else if (cannotBeTyped(password)) {
            problems.add("password", "hidden-characters");
        }
    }

    /** The present one keeps to no rule of ours: its user may have set it on the server. */
    void checkPresent(@Nullable Secret present, Refusal.Collector problems) {
        if (present == null || present.length() == 0) {
            problems.add("present", "missing");
        } else if (present.length() > LONGEST_PRESENT || cannotBeTyped(present) || !canBeSent(present)) {
            problems.add("present", "cannot-be-kept");
        }
    }

    private static boolean canBeSent(Secret present) {
        try {
            Arrays.fill(present.utf8(), (byte) 0);
            return true;
        } catch (CharacterCodingException halfACharacter) {
            return false;
        }
    }

    private static boolean cannotBeTyped(Secret password) {
        char[] chars = password.chars();
        try {
            for (char c : chars) {
                if (Character.isISOControl(c) || c == PlainText.UNREADABLE) {
                    return true;
                }
            }
            return false;
        } finally {
            Arrays.fill(chars, '\0');
        }
    }

    /**
     * Seals the verifier of the chosen password for the server that keeps it; the password itself goes no further. A
     * wish that may come again with its key is recognised by a verifier of its own, which stays sealed for that.
     */
    void seal(Service service, Request request, @Nullable Secret password) {
        if (!types.of(service.type()).takesPassword() || password == null) {
            return;
        }
        String verifier = Verifiers.sha512Crypt(password);
        UUID envelope = seal("set-password", service, server(service), request, "verifier\0" + verifier + "\0");
        request.carries(envelope, Verifiers.fingerprint(verifier));
        if (request.idempotencyKey() != null) {
            request.isRecognisedBy(seal("same-wish", service, null, request, Verifiers.sha512Crypt(password)));
        }
    }

    /** Seals the present password, as it was typed, for the server that keeps its verifier. */
    UUID sealPresent(Service service, Request request, Secret present) {
        try {
            byte[] typed = present.utf8();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes("present\0".getBytes(StandardCharsets.UTF_8));
            content.writeBytes(typed);
            content.write(0);
            Arrays.fill(typed, (byte) 0);
            return seal("prove", service, server(service), request, content.toByteArray());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("It was not checked whether this can be sent", e);
        }
    }

    private UUID seal(String purpose, Service service, @Nullable UUID server, Request request, String content) {
        return seal(purpose, service, server, request, content.getBytes(StandardCharsets.UTF_8));
    }

    private UUID seal(String purpose, Service service, @Nullable UUID server, Request request, byte[] bytes) {
        try {
            return envelopes.seal(purpose, service.accountId(), server, request.id(), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The one server that keeps the verifier; null when several do. */
    private @Nullable UUID server(Service service) {
        ServiceType<?> type = types.of(service.type());
        List<Place> keepers =
                places.of(service.id()).stream().filter(type::keepsPassword).toList();
        return keepers.size() == 1 ? keepers.get(0).serverId() : null;
    }

    /** The earlier request of a key, if this is its wish again. */
    Request requireSame(Request earlier, Service service, @Nullable Secret password) {
        if (earlier.verb() != Request.Verb.SET_PASSWORD || !earlier.serviceId().equals(service.id())) {
            throw Refusal.at("", "key-reused");
        }
        requireSame(earlier, password);
        return earlier;
    }

    /**
     * Refuses another password than that of the earlier request. One that cannot be compared any more is refused too:
     * answered with the earlier request, whoever chose another one would believe that it is in force.
     */
    void requireSame(Request earlier, @Nullable Secret password) {
        UUID envelope = earlier.passwordEnvelopeId();
        if (envelope == null || password == null || !isIn(envelope, earlier, password)) {
            throw Refusal.at("", "key-reused");
        }
    }

    private boolean isIn(UUID envelope, Request earlier, Secret password) {
        try {
            byte[] verifier = envelopes.open(envelope, earlier.id());
            return Verifiers.isOf(new String(verifier, StandardCharsets.UTF_8), password);
        } catch (EnvelopeGone gone) {
            throw Refusal.at("", "key-past");
        }
    }
}
