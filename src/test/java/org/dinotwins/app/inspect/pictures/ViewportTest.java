package org.dinotwins.app.inspect.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewportTest {
    private final Viewport viewport = new Viewport();

    private Placement place(double scale) {
        return Placement.of(300, 200, 600, 600, scale, viewport.frameProperty().get());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2})
    void pointUnderThePointerStaysInPlace(double scale) {
        viewport.zoom(4, place(scale), 300, 300);
        double before = place(scale).shareX(400);
        double above = place(scale).shareY(250);
        viewport.zoom(1.5, place(scale), 400, 250);
        assertThat(viewport.frameProperty().get().zoom()).isEqualTo(6, offset(1e-9));
        assertThat(place(scale).shareX(400)).isEqualTo(before, offset(1 / 3000.0));
        assertThat(place(scale).shareY(250)).isEqualTo(above, offset(1 / 2000.0));
    }

    @Test
    void zoomIsClampedAndZoomingOutShowsTheWholePicture() {
        viewport.zoom(1000, place(1), 0, 0);
        assertThat(viewport.frameProperty().get().zoom()).isEqualTo(Viewport.LARGEST);
        viewport.zoom(1e-6, place(1), 500, 100);
        assertThat(viewport.frameProperty().get()).isEqualTo(Viewport.Frame.WHOLE);
        assertThat(place(1)).isEqualTo(Placement.fit(300, 200, 600, 600, 1));
    }

    @Test
    void draggingMovesThePictureButKeepsItInView() {
        viewport.zoom(4, place(1), 300, 300);
        Placement before = place(1);
        viewport.pan(50, -20, before);
        assertThat(place(1).x()).isEqualTo(before.x() + 50, offset(1.0));
        assertThat(place(1).y()).isEqualTo(before.y() - 20, offset(1.0));
        viewport.pan(1e6, 1e6, place(1));
        assertThat(place(1).x()).isEqualTo(0, offset(1e-9));
        assertThat(place(1).y()).isEqualTo(0, offset(1e-9));
        viewport.pan(-1e6, -1e6, place(1));
        assertThat(place(1).x() + place(1).width()).isEqualTo(600, offset(1e-9));
        assertThat(place(1).y() + place(1).height()).isEqualTo(600, offset(1e-9));
    }

    @Test
    void narrowPictureStaysCentred() {
        viewport.zoom(1.2, place(1), 10, 10);
        assertThat(place(1).height()).isEqualTo(480);
        assertThat(place(1).y()).isEqualTo(60);
        viewport.pan(0, 40, place(1));
        assertThat(place(1).y()).isEqualTo(60);
    }
}
