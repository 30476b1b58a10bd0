package org.batuta.hosting.web;

import java.util.UUID;
import org.batuta.frame.Done;
import org.batuta.hosting.Transfer;
import org.batuta.hosting.TransferBook;
import org.batuta.hosting.Transfers;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a service is offered to another account, after it was read what goes along, and accepted there or not (T41). */
@Controller
class TransferPages {

    private final Transfers transfers;
    private final TransferBook book;

    TransferPages(Transfers transfers, TransferBook book) {
        this.transfers = transfers;
        this.book = book;
    }

    @ModelAttribute("place")
    String place() {
        return "services";
    }

    @GetMapping("/services/{id}/transfer")
    String form(@PathVariable UUID id, Model model) {
        model.addAttribute("outlook", transfers.outlook(id));
        return "hosting/give";
    }

    @PostMapping("/services/{id}/transfer")
    Done ask(@PathVariable UUID id, @RequestParam(defaultValue = "") String receiver) {
        return new Done("/transfers/" + transfers.ask(id, receiver).id(), "hosting.transfer.asked");
    }

    @GetMapping("/transfers/{id}")
    String one(@PathVariable UUID id, Model model) {
        model.addAttribute("seen", book.get(id));
        return "hosting/transfer";
    }

    @PostMapping("/transfers/{id}/accept")
    Done accept(@PathVariable UUID id, @RequestParam(defaultValue = "") String goesAlong) {
        Transfer.State state = transfers.accept(id, goesAlong).state();
        String said = state == Transfer.State.MOVED ? "hosting.transfer.accepted" : "hosting.transfer.hindered";
        return new Done("/transfers/" + id, said);
    }

    @PostMapping("/transfers/{id}/decline")
    Done decline(@PathVariable UUID id) {
        transfers.decline(id);
        return new Done("/transfers/" + id, "hosting.transfer.declined");
    }

    @PostMapping("/transfers/{id}/withdraw")
    Done withdraw(@PathVariable UUID id) {
        transfers.withdraw(id);
        return new Done("/transfers/" + id, "hosting.transfer.withdrawn");
    }
}
