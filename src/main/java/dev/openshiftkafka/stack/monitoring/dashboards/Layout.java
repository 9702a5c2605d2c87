package dev.openshiftkafka.stack.monitoring.dashboards;

import java.util.ArrayList;
import java.util.List;

/** Places panels from left to right, and in a further line where they do not fit. */
final class Layout {
  private static final int HEIGHT = 8;
  private static final int STAT_HEIGHT = 4;

  private final List<Placed> placed = new ArrayList<>();
  private int x;
  private int y;
  private int lineHeight;

  /** A place in the grid of 24 columns. */
  record Place(int x, int y, int width, int height) {}

  /** A panel, or the heading of a row, and where it is. */
  record Placed(int id, String heading, Panel panel, Place place) {}

  static List<Placed> of(Dashboard dashboard) {
    var layout = new Layout();
    for (Dashboard.Row row : dashboard.rows()) {
      layout.heading(row.title());
      row.panels().forEach(layout::panel);
      layout.nextLine();
    }
    return List.copyOf(layout.placed);
  }

  private void heading(String title) {
    add(title, null, new Place(0, y, Panel.COLUMNS, 1));
    y++;
  }

  private void panel(Panel panel) {
    if (x + panel.width() > Panel.COLUMNS) {
      nextLine();
    }
    int height = panel.kind() == Panel.Kind.STAT ? STAT_HEIGHT : HEIGHT;
    add(null, panel, new Place(x, y, panel.width(), height));
    x += panel.width();
    lineHeight = Math.max(lineHeight, height);
  }

  private void add(String heading, Panel panel, Place place) {
    placed.add(new Placed(placed.size() + 1, heading, panel, place));
  }

  private void nextLine() {
    x = 0;
    y += lineHeight;
    lineHeight = 0;
  }
}
