package org.batuta.hosting.stubborn;

import java.util.Map;
import org.batuta.hosting.BelievedType;

/** Stubborn services: applying one takes for ever and ignores TERM, unless its server has a file {@code /root/calm}. */
public class StubbornType extends BelievedType<Stubborn> {

    StubbornType() {
        super("stubborn", new Stubborn(""), Stubborn::name, wish -> Map.of("name", wish.name()));
    }
}
