package org.batuta.security;

import org.batuta.accounts.Acting;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Where the pages of one's own login stand: in the desk for the staff, in the portal for everybody else. */
abstract class OwnPages {

    @ModelAttribute("place")
    String place() {
        return "me";
    }

    @ModelAttribute("door")
    String door() {
        return Acting.current().staff() ? "desk" : "portal";
    }
}
