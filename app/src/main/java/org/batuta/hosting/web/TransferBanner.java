package org.batuta.hosting.web;

import java.util.List;
import org.batuta.frame.Banner;
import org.batuta.hosting.TransferBook;
import org.springframework.stereotype.Component;

/** Tells owners on every page that something is offered to an account of theirs. */
@Component
class TransferBanner implements Banner {

    private final TransferBook book;

    TransferBanner(TransferBook book) {
        this.book = book;
    }

    @Override
    public String fragment() {
        return "hosting/transfer :: banner";
    }

    @Override
    public List<TransferBook.Seen> now() {
        return book.offered();
    }
}
