package org.batuta.pictures;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.jspecify.annotations.Nullable;

/** Where everything of a process lies on the paper, and what of it would trouble a reader. */
final class Drawing {

    /** How much a line may touch a shape that it belongs to, and how near it may come to another, in pixels. */
    private static final double TOUCH = 2;

    private static final double DISTANCE = 4;

    private static final double THIN = 0.25;

    /** The widest letters of the labels, in pixels. */
    private static final double LETTER = 6;

    private record Line(SequenceFlow flow, List<Rectangle2D> parts) {}

    private final NavigableMap<String, Rectangle2D> shapes = new TreeMap<>();
    private final NavigableMap<String, Rectangle2D> labels = new TreeMap<>();
    private final Map<String, String> hosts = new TreeMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    private Drawing(BpmnModelInstance model) {
        for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
            String id = shape.getBpmnElement().getId();
            shapes.put(id, box(shape.getBounds()));
            label(id, shape.getBpmnElement().getAttributeValue("name"), shape.getBpmnLabel());
        }
        model.getModelElementsByType(BoundaryEvent.class)
                .forEach(event -> hosts.put(event.getId(), event.getAttachedTo().getId()));
        for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
            SequenceFlow flow = (SequenceFlow) edge.getBpmnElement();
            lines.add(new Line(flow, parts(flow, List.copyOf(edge.getWaypoints()))));
            label(flow.getId(), flow.getName(), edge.getBpmnLabel());
        }
    }

    /** Everything that lies on something else, is crossed by a line or is cut off; empty for a good picture. */
    static List<String> troubles(BpmnModelInstance model) {
        Drawing drawing = new Drawing(model);
        drawing.shapes.forEach(drawing::overlaps);
        drawing.labels.forEach(drawing::covers);
        drawing.lines.forEach(drawing::crosses);
        return drawing.troubles;
    }

    private void overlaps(String id, Rectangle2D shape) {
        shapes.tailMap(id, false).forEach((other, box) -> {
            if (shape.intersects(box) && !other.equals(hosts.get(id)) && !id.equals(hosts.get(other))) {
                troubles.add(id + " lies on " + other);
            }
        });
    }

    private void covers(String id, Rectangle2D label) {
        labels.tailMap(id, false).forEach((other, box) -> {
            if (label.intersects(box)) {
                troubles.add("the names of " + id + " and " + other + " lie on each other");
            }
        });
        shapes.forEach((other, box) -> {
            if (label.intersects(box)) {
                troubles.add("the name of " + id + " lies on " + other);
            }
        });
    }

    private void crosses(Line line) {
        String from = line.flow().getSource().getId();
        String to = line.flow().getTarget().getId();
        int last = line.parts().size() - 1;
        for (int i = 0; i <= last; i++) {
            Rectangle2D part = line.parts().get(i);
            for (Map.Entry<String, Rectangle2D> shape : shapes.entrySet()) {
                String id = shape.getKey();
                boolean own = i == 0 && id.equals(from) || i == last && id.equals(to) || id.equals(hosts.get(from));
                if (part.intersects(grown(shape.getValue(), own ? -TOUCH : DISTANCE)) && !isGateway(id, own)) {
                    troubles.add(line.flow().getId() + " runs through " + id);
                }
            }
            labels.forEach((id, label) -> {
                if (part.intersects(label)) {
                    troubles.add(line.flow().getId() + " runs through the name of " + id);
                }
            });
        }
    }

    /** Lines may leave a diamond anywhere on its sides, which lie inside its box. */
    private boolean isGateway(String id, boolean own) {
        Rectangle2D box = shapes.get(id);
        return own && box != null && box.getWidth() == 50 && box.getHeight() == 50;
    }

    private List<Rectangle2D> parts(FlowElement flow, List<Waypoint> points) {
        List<Rectangle2D> parts = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            Rectangle2D part = thin(points.get(i - 1));
            part.add(thin(points.get(i)));
            if (part.getWidth() > THIN && part.getHeight() > THIN) {
                troubles.add(flow.getId() + " runs aslant");
            }
            parts.add(part);
        }
        return parts;
    }

    private void label(String id, @Nullable String name, @Nullable BpmnLabel label) {
        if (label == null || name == null) {
            return;
        }
        Rectangle2D box = box(label.getBounds());
        for (String word : name.split(" ")) {
            if (word.length() * LETTER > box.getWidth()) {
                troubles.add("the name of " + id + " is cut: " + name);
            }
        }
        labels.put(id, box);
    }

    private static Rectangle2D thin(Waypoint point) {
        return new Rectangle2D.Double(point.getX(), point.getY(), THIN, THIN);
    }

    private static Rectangle2D grown(Rectangle2D box, double by) {
        return new Rectangle2D.Double(
                box.getX() - by, box.getY() - by, box.getWidth() + 2 * by, box.getHeight() + 2 * by);
    }

    private static Rectangle2D box(Bounds bounds) {
        return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }
}
