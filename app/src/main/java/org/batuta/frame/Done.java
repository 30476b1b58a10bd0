package org.batuta.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;

/**
 * What a form answers that was taken: it leads on to a page of ours, which says so at its top. A form that cannot be
 * taken throws its refusal, and is shown again at its own address with everything that was typed.
 */
public final class Done extends RedirectView {

    private final String notice;
    private final List<Object> args;

    /**
     * Leads on.
     *
     * @param notice the code of what is said
     * @param args what fills its placeholders
     */
    public Done(String path, String notice, Object... args) {
        super(path, true);
        this.notice = notice;
        this.args = List.of(args);
        setExposeModelAttributes(false);
    }

    @Override
    protected void renderMergedOutputModel(
            Map<String, Object> model, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Object> next = RequestContextUtils.getOutputFlashMap(request);
        next.put("notice", notice);
        next.put("noticeArgs", args);
        super.renderMergedOutputModel(model, request, response);
    }
}
