package org.batuta.security.passkeys;

import java.util.List;

/**
 * What a device told of a key that it has just made.
 *
 * @param publicKey as COSE writes it (RFC 9052)
 * @param transports how browsers reach the device, in the words of WebAuthn
 * @param backupEligible whether the device may copy it to others of its person
 */
record NewKey(
        byte[] credentialId,
        byte[] publicKey,
        long signCount,
        List<String> transports,
        boolean backupEligible,
        boolean backedUp) {}
