package org.batuta.frame;

import java.util.List;
import org.springframework.stereotype.Component;

/** All that is said above the pages of the portal; the frame's template calls it {@code @banners}. */
@Component
class Banners {

    private final List<Banner> banners;

    Banners(List<Banner> banners) {
        this.banners = banners;
    }

    public record Said(String fragment, Object what) {}

    public List<Said> now() {
        return banners.stream()
                .flatMap(banner -> banner.now().stream().map(what -> new Said(banner.fragment(), what)))
                .toList();
    }
}
