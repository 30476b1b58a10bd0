package org.batuta;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.People;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;

/** The people of the tests: each call makes somebody new, whose password is {@link Visitor#PASSWORD}. */
public class Cast {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Registrar registrar;
    private final People people;

    Cast(Registrar registrar, People people) {
        this.registrar = registrar;
        this.people = people;
    }

    public Account anAccount() {
        return anAccount("Account");
    }

    /** One whose name begins so. */
    public Account anAccount(String name) {
        return active(registrar, name + " " + NUMBER.incrementAndGet());
    }

    /** A new account that is reached in an emergency, and so may ask for services. */
    public static Account active(Registrar registrar, String name) {
        Account account = registrar.openAccount(name, Account.Kind.COMPANY, Locale.ENGLISH);
        registrar.confirmContact(
                registrar.addContact(account, Contact.Usage.EMERGENCY, "emergency@elsewhere.example", Locale.ENGLISH));
        return account;
    }

    public Person aCustomer() {
        return aCustomer(anAccount(), Role.OWNER);
    }

    public Person aCustomer(Account account, Role role) {
        Person person = somebody("customer");
        registrar.join(person, account, role);
        return person;
    }

    public Person aMemberOfStaff(StaffRole role) {
        Person person = somebody(role.name().toLowerCase(Locale.ROOT));
        registrar.appoint(person, role);
        return person;
    }

    /** The person as stored now. */
    public Person again(Person person) {
        return people.findById(person.id()).orElseThrow();
    }

    private Person somebody(String what) {
        String login = what + NUMBER.incrementAndGet();
        return registrar.addPerson(login, what + " " + NUMBER.get(), login + "@example.org", Visitor.PASSWORD);
    }
}
