package org.batuta.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A device with a passkey, and a browser that says whatever it is told to: it makes a key and signs as WebAuthn (level 2)
 * and CTAP 2 write it, with one key of ES256.
 */
final class Device {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int HAS_KEY = 0x40;
    private static final int COORDINATE = 32;

    private final KeyPair key = newKey();
    private final byte[] id = random();

    String origin;
    String host;
    boolean verifies = true;
    long count;

    private byte[] handle = {};

    /** One in the browser of somebody who looks at this site. */
    Device(String origin, String host) {
        this.origin = origin;
        this.host = host;
    }

    /** Answers the wish to make a key. */
    String makes(String asked) {
        JsonNode options = read(asked);
        handle = bytes(options.at("/user/id").asText());
        byte[] device = join(said(HAS_KEY), new byte[16], new byte[] {0, (byte) id.length}, id, publicKey());
        byte[] attestation = join(
                hex("A363666D74646E6F6E656761747453746D74A0686175746844617461"),
                new byte[] {0x58, (byte) device.length},
                device);
        return answer(Map.of(
                "clientDataJSON",
                        text(client("webauthn.create", options.get("challenge").asText())),
                "attestationObject", text(attestation),
                "transports", new String[] {"internal", "<script>"}));
    }

    /** Answers the wish to log in; the device counts. */
    String opens(String asked) {
        count++;
        byte[] device = said(0);
        byte[] client = client("webauthn.get", read(asked).get("challenge").asText());
        return answer(Map.of(
                "clientDataJSON", text(client),
                "authenticatorData", text(device),
                "signature", text(signed(join(device, sha256(client)))),
                "userHandle", text(handle)));
    }

    String id() {
        return text(id);
    }

    /** What a device says of where it is, whom it saw, and how often it was used. */
    private byte[] said(int flags) {
        byte[] counted = {(byte) (count >> 24), (byte) (count >> 16), (byte) (count >> 8), (byte) count};
        int seen = flags | PRESENT | (verifies ? VERIFIED : 0);
        return join(sha256(host.getBytes(StandardCharsets.UTF_8)), new byte[] {(byte) seen}, counted);
    }

    private byte[] client(String type, String challenge) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("type", type);
        said.put("challenge", challenge);
        said.put("origin", origin);
        said.put("crossOrigin", false);
        return written(said).getBytes(StandardCharsets.UTF_8);
    }

    private String answer(Map<String, Object> response) {
        return written(Map.of(
                "id", text(id),
                "rawId", text(id),
                "type", "public-key",
                "response", response,
                "clientExtensionResults", Map.of()));
    }

    /** As COSE writes it: an elliptic curve key for ES256 on P-256. */
    private byte[] publicKey() {
        ECPublicKey known = (ECPublicKey) key.getPublic();
        return join(
                hex("A5010203262001215820"),
                coordinate(known.getW().getAffineX()),
                hex("225820"),
                coordinate(known.getW().getAffineY()));
    }

    private byte[] signed(byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
        return fixed;
    }

    private static byte[] random() {
        byte[] bytes = new byte[20];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static String written(Object said) {
        try {
            return JSON.writeValueAsString(said);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
