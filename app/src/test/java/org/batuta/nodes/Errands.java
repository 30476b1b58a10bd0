package org.batuta.nodes;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.hosting.Timeline;
import org.batuta.live.Live;
import org.batuta.provider.Customer;
import org.batuta.provider.Provider;
import org.batuta.servers.Park;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What the tests let nodes do. */
public final class Errands {

    private Errands() {}

    /** Enrols servers, given by their names, for trials. */
    public static class Enrol implements Errand {

        @Override
        public String run(BeanFactory node, List<String> names) {
            Provider provider = new Provider(node);
            Park.ofOwner()
                    .servers(names.toArray(String[]::new))
                    .forEach(machine ->
                            provider.enrol(machine, Map.of("trials", org.batuta.orchestration.Role.PRIMARY)));
            return "enrolled";
        }
    }

    /** Enrols a server, given by its name, as name and mail server. */
    static class EnrolMail implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            new Provider(node)
                    .enrol(
                            Park.ofOwner().server(words.get(0)),
                            Map.of(
                                    "domains", org.batuta.orchestration.Role.PRIMARY,
                                    "mailboxes", org.batuta.orchestration.Role.PRIMARY));
            return "enrolled";
        }
    }

    /** Lets a customer, given by login and account, ask for a domain and its mailbox info with this password. */
    static class AskMailbox implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Customer customer = customer(node, words);
            customer.asksForDomain(words.get(2));
            return customer.asksForMailbox("info", words.get(2), 10, words.get(3))
                    .toString();
        }
    }

    /** Lets a customer, given by login and account, set the password of a mailbox. */
    static class SetPassword implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Customer customer = customer(node, words);
            return customer.setsPassword(customer.theService("mailboxes", words.get(2)), words.get(3))
                    .toString();
        }
    }

    /** {@link SetPassword} in a node that dies at a step, which is the first word; it may or may not come to an answer. */
    static class SetPasswordAndDie implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Failpoint.dieAt(Integer.parseInt(words.get(0)));
            return new SetPassword().run(node, words.subList(1, words.size()));
        }
    }

    /** Enters a customer with this login, who owns an account. */
    public static class Enter implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            String login = words.get(0);
            Registrar registrar = node.getBean(Registrar.class);
            Account account = Cast.active(registrar, "Account of " + login);
            registrar.join(person(registrar, login), account, Role.OWNER);
            return account.id().toString();
        }
    }

    /** Enters one more owner, with this login, of an account. */
    static class Join implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Registrar registrar = node.getBean(Registrar.class);
            Account account = node.getBean(Accounts.class)
                    .findById(UUID.fromString(words.get(1)))
                    .orElseThrow();
            registrar.join(person(registrar, words.get(0)), account, Role.OWNER);
            return "joined";
        }
    }

    /** Lets a customer, given by login and account, ask for trials: name and deed alternate. Answers the requests. */
    static class Ask implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Customer customer = customer(node, words);
            List<String> requests = new ArrayList<>();
            for (int i = 2; i < words.size(); i += 2) {
                String spec = "{\"name\":\"%s\",\"deed\":\"%s\"}".formatted(words.get(i), words.get(i + 1));
                requests.add(customer.asksFor("trials", spec, null).toString());
            }
            return String.join(" ", requests);
        }
    }

    /** Lets a customer, given by login and account, cancel a request. */
    static class Cancel implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            customer(node, words).cancels(UUID.fromString(words.get(2)));
            return "cancelled";
        }
    }

    /** Says that a request changed, and answers when that was committed, by {@link System#nanoTime}. */
    static class Tell implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) {
            Live live = node.getBean(Live.class);
            TransactionTemplate transaction = node.getBean(TransactionTemplate.class);
            String topic = Timeline.topic(UUID.fromString(words.get(0)));
            transaction.executeWithoutResult(status -> live.changed(topic));
            return Long.toString(System.nanoTime());
        }
    }

    /** Keeps a word, which comes backwards, as bytes and as characters for ever. */
    static class Remember implements Errand {

        private static final List<Object> KEPT = new ArrayList<>();

        @Override
        public String run(BeanFactory node, List<String> words) {
            String word = new StringBuilder(words.get(0)).reverse().toString();
            KEPT.add(word.getBytes(StandardCharsets.UTF_8));
            KEPT.add(word.toCharArray());
            return "kept";
        }
    }

    /** Writes all objects in use into a file. */
    static class DumpMemory implements Errand {

        @Override
        public String run(BeanFactory node, List<String> words) throws IOException {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(words.get(0), true);
            return "dumped";
        }
    }

    private static Person person(Registrar registrar, String login) {
        return registrar.addPerson(login, login, login + "@example.org", Visitor.PASSWORD);
    }

    /** The customer of the first two words: login and account. */
    public static Customer customer(BeanFactory node, List<String> words) {
        Person person = node.getBean(People.class).findByLogin(words.get(0)).orElseThrow();
        Account account = node.getBean(Accounts.class)
                .findById(UUID.fromString(words.get(1)))
                .orElseThrow();
        return new Customer(node, person, account);
    }
}
