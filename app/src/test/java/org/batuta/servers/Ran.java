package org.batuta.servers;

/** How a command ended: its exit code and what it wrote. */
public record Ran(int exit, String out, String err) {

    /** The output of a command that must not fail. */
    public String orFail() {
        if (exit != 0) {
            throw new AssertionError("exit " + exit + "\n" + err + out);
        }
        return out;
    }
}
