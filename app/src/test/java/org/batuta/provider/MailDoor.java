package org.batuta.provider;

import org.batuta.servers.TestServer;

/** The mail server of a machine, spoken to over the network as others do that have mail for somebody. */
public record MailDoor(TestServer machine) {

    /** All that it says when somebody has a small mail for the address. */
    public String answerFor(String address) {
        return answerFor(address, 1000);
    }

    /** All that it says when somebody has mail of so many bytes for the address. */
    public String answerFor(String address, int size) {
        String dialogue = """
                exec 5<>"/dev/tcp/$1/25"
                for line in "EHLO node.test" "MAIL FROM:<sender@node.test> SIZE=$3" "RCPT TO:<$2>" QUIT; do
                    printf '%s\\r\\n' "$line" >&5
                done
                cat <&5
                """;
        return machine.exec("bash", "-c", dialogue, "smtp", machine.address(), address, "" + size)
                .orFail();
    }
}
