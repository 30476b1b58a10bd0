package org.batuta.servers;

import java.nio.file.Path;

/** A process that owns servers and a database until it is killed; {@link OwnerDeathTest} does that. */
final class Owner {

    private Owner() {}

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[2]);
        var database = Database.kept(data.resolve("postgresql"));
        var server = Park.fresh(args[0], args[1], data.resolve("servers")).server("one");
        System.out.println("owns " + server + " and " + database.url());
        Thread.currentThread().join();
    }
}
