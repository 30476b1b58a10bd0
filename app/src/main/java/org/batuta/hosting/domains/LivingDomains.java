package org.batuta.hosting.domains;

import java.util.List;
import java.util.Optional;
import org.batuta.accounts.ContactBook;
import org.batuta.hosting.Service;
import org.batuta.hosting.Services;
import org.batuta.workflow.Transactions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The neighbours of a domain as they are stored. */
@Component
class LivingDomains implements Neighbours {

    private final ObjectProvider<Services> services;
    private final ObjectProvider<ContactBook> contacts;
    private final Transactions transactions;

    LivingDomains(ObjectProvider<Services> services, ObjectProvider<ContactBook> contacts, Transactions transactions) {
        this.services = services;
        this.contacts = contacts;
        this.transactions = transactions;
    }

    @Override
    public void hold(String name) {
        String[] labels = name.split("\\.");
        String family = labels[labels.length - 2] + "." + labels[labels.length - 1];
        transactions.hold("domain family " + family);
    }

    @Override
    public Optional<Owned> living(String name) {
        return services.getObject().living(DomainType.KEY, name).map(LivingDomains::owned);
    }

    @Override
    public List<Owned> below(String name) {
        return services.getObject().below(DomainType.KEY, name).stream()
                .map(LivingDomains::owned)
                .toList();
    }

    @Override
    public boolean carriesEmergencyAddress(String name) {
        return contacts.getObject().someoneStandsOn(name);
    }

    private static Owned owned(Service service) {
        return new Owned(service.name(), service.accountId());
    }
}
