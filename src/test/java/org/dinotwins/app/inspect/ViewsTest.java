package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Optional;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The other views than attention, over one picture and over two. */
class ViewsTest {
    @RegisterExtension
    private final InspectFixture fixture = new InspectFixture();

    private final InspectViewModel model = fixture.model;

    private MaskedAttention see(ViewKind view) throws InterruptedException {
        model.sharedView().viewProperty().set(view);
        fixture.settle();
        return model.panes().readingProperty().getValue();
    }

    @Test
    void allViewsOfAPictureComeFromOnePass() throws InterruptedException {
        for (ViewKind view : ViewKind.values()) {
            assertThat(see(view).answer().request().view()).isEqualTo(view);
        }
        assertThat(fixture.sources.looks).hasSize(1);
    }

    @Test
    void rolloutHasTheHeadsMeanAndMaximumAndNoBlock() throws InterruptedException {
        MaskedAttention reading = see(ViewKind.ROLLOUT);
        assertThat(reading.heads())
                .extracting(MaskedAttention.HeadMask::head)
                .containsExactly(new Head.Mean(), new Head.Max());
        assertThat(reading.of(new Head.Mean()).union()).isBetween(0.0, 1.0);
        int requested = fixture.sources.passes.size();
        model.sharedView().moveBlock(-1, 4);
        fixture.settle();
        assertThat(fixture.sources.passes).as("a block changes nothing here").hasSize(requested);
    }

    @Test
    void coloursAreNotMeasured() throws InterruptedException {
        MaskedAttention reading = see(ViewKind.PCA);
        MaskedAttention.HeadMask only = reading.of(new Head.One(2));
        assertThat(only.map()).isFalse();
        assertThat(only.colours()).hasSize(64).containsOnly(0xFF123456);
        assertThat(only.union()).isNaN();
        assertThat(only.objects()).containsExactly(Double.NaN);
        assertThat(reading.best(0)).isEmpty();
    }

    @Test
    void similarityIsOfThePatchInTheMiddleUntilOneIsClicked() throws InterruptedException {
        MaskedAttention reading = see(ViewKind.SIMILARITY);
        assertThat(reading.answer().request().query()).isEqualTo(8 * 4 + 4);
        model.sharedView().queryProperty().set(new Query.At(0, 0));
        fixture.settle();
        reading = model.panes().readingProperty().getValue();
        assertThat(reading.answer().request().query()).isZero();
        MaskedAttention.HeadMask only = reading.of(new Head.Mean());
        assertThat(only.kept()[0]).isTrue();
        assertThat(only.kept()).as("unlike patches hold no mass").containsOnlyOnce(true);
    }

    @Test
    void secondPictureIsSeenWithTheFirstInViewsOfTwoOnly() throws InterruptedException {
        model.gallery().pinSecond(model.pictures().pictures().get(3));
        fixture.settle();
        assertThat(model.panes().readingProperty().getValue().second()).isEmpty();
        MaskedAttention reading = see(ViewKind.SIMILARITY);
        assertThat(reading.second()).isPresent();
        assertThat(reading.second().get().values()).hasSize(64);
        assertThat(fixture.sources.looks).as("each picture went through once").hasSize(2);
        assertThat(see(ViewKind.PCA).second().get().map()).isFalse();
        model.gallery().pinSecond(null);
        fixture.settle();
        assertThat(model.panes().readingProperty().getValue().second()).isEmpty();
        assertThat(model.panes().readingProperty().getValue().answer().request().second())
                .isEqualTo(Optional.empty());
    }

    @Test
    void eachObjectHasItsIndexAndItsBestHead() throws InterruptedException {
        model.overlay().thresholdProperty().set(1);
        fixture.settle();
        MaskedAttention reading = model.panes().readingProperty().getValue();
        assertThat(reading.of(new Head.One(0)).objects()).hasSize(1);
        assertThat(reading.of(new Head.One(0)).objects()[0]).isEqualTo(0.5, offset(1e-9));
        assertThat(reading.best(0).orElseThrow().head()).isEqualTo(new Head.One(1));
    }
}
