package org.batuta.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.batuta.Application;
import org.batuta.hosting.trials.TrialType;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The process of a {@link Node}: runs the application and does errands. It ends when nobody holds its input. */
final class NodeProcess {

    static final String ANSWER = "node answers ";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private NodeProcess() {}

    /** What a node of the tests has besides. */
    static class Besides {

        @Bean
        TrialType trials() {
            return new TrialType();
        }

        @Bean
        static Failpoint failpoint() {
            return new Failpoint();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        NodeProcess process = new NodeProcess();
        Thread input = new Thread(process::read, "input");
        input.setDaemon(true);
        input.start();
        var application = SpringApplication.run(new Class<?>[] {Application.class, Besides.class}, args);
        answer("port", String.valueOf(application.getEnvironment().getProperty("local.server.port")));
        while (true) {
            process.serve(application, process.lines.take());
        }
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            System.err.println("No more can be read: " + e);
        }
        Runtime.getRuntime().halt(1);
    }

    private void serve(ConfigurableApplicationContext application, String line) {
        List<String> words = decoded(line);
        try {
            Errand errand = Class.forName(words.get(0))
                    .asSubclass(Errand.class)
                    .getDeclaredConstructor()
                    .newInstance();
            answer("done", errand.run(application, words.subList(1, words.size())));
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            answer("failed", String.valueOf(e));
        }
    }

    private static void answer(String how, String what) {
        System.out.println(ANSWER + encoded(Stream.of(how, what)));
    }

    /** Words as one line, whatever is in them. */
    static String encoded(Stream<String> words) {
        return words.map(word -> Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8)))
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    static List<String> decoded(String line) {
        return Stream.of(line.split(" ", -1))
                .map(word -> new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8))
                .toList();
    }
}
