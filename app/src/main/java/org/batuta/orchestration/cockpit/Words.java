package org.batuta.orchestration.cockpit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** What the plugin's pages say: the texts of this package, which its script fills in. */
class Words {

    private static final String BUNDLE = Words.class.getPackageName() + ".messages";
    private static final ResourceBundle.Control OURS_OR_ENGLISH =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Words() {}

    static Map<String, String> in(List<Locale> languages) {
        Locale first = languages.isEmpty() ? Locale.ENGLISH : languages.get(0);
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, first, OURS_OR_ENGLISH);
        Map<String, String> words = new TreeMap<>();
        bundle.keySet().forEach(code -> words.put(code, bundle.getString(code)));
        return words;
    }
}
