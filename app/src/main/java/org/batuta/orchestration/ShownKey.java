package org.batuta.orchestration;

/**
 * A host key that a server showed, accepted by nobody yet.
 *
 * @param type as OpenSSH spells it: {@code ssh-ed25519}
 * @param key the public key in base 64
 * @param fingerprint as {@code ssh-keygen -l} prints it: {@code SHA256:...}
 */
public record ShownKey(String type, String key, String fingerprint) {}
