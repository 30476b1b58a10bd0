package org.batuta.nodes;

import java.util.List;
import org.springframework.beans.factory.BeanFactory;

/** What a test lets a {@link Node} do inside its process; made there by a constructor without parameters. */
public interface Errand {

    /** Does it in the running application and answers. */
    String run(BeanFactory node, List<String> words) throws Exception;
}
