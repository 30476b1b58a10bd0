package org.batuta.security.passkeys;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;

/** A key that a device of somebody holds; here is only its public half, and how often it was used. */
@Entity
class Passkey {

    @Id
    private UUID id;

    private UUID personId;
    private String name;
    private byte[] credentialId;
    private byte[] publicKey;
    private long signCount;
    private String transports;
    private boolean backupEligible;
    private boolean backedUp;
    private Instant created;
    private @Nullable Instant used;

    @SuppressWarnings("NullAway.Init")
    protected Passkey() {}

    Passkey(UUID personId, String name, NewKey key, Instant now) {
        this.id = Ids.next();
        this.personId = personId;
        this.name = name;
        this.credentialId = key.credentialId().clone();
        this.publicKey = key.publicKey().clone();
        this.signCount = key.signCount();
        this.transports = String.join(" ", key.transports());
        this.backupEligible = key.backupEligible();
        this.backedUp = key.backedUp();
        this.created = now;
    }

    void rename(String other) {
        this.name = other;
    }

    UUID id() {
        return id;
    }

    UUID personId() {
        return personId;
    }

    String name() {
        return name;
    }

    byte[] credentialId() {
        return credentialId.clone();
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    long signCount() {
        return signCount;
    }

    List<String> transports() {
        return Arrays.stream(transports.split(" "))
                .filter(transport -> !transport.isEmpty())
                .toList();
    }

    boolean isBackupEligible() {
        return backupEligible;
    }

    boolean isBackedUp() {
        return backedUp;
    }

    Passkeys.Shown shown() {
        return new Passkeys.Shown(id, name, backedUp, created, used);
    }
}
