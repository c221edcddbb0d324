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
    private final InspectFixture desk = new InspectFixture();
    private final InspectViewModel model = desk.model;

    private MaskedAttention see(ViewKind view) throws InterruptedException {
        model.look().viewProperty().set(view);
        desk.settle();
        return model.panes().readingProperty().getValue();
    }

    @Test
    void allViewsOfAPictureComeFromOnePass() throws InterruptedException {
        for (ViewKind view : ViewKind.values()) {
            assertThat(see(view).answer().ask().view()).isEqualTo(view);
        }
        assertThat(desk.sources.looks).hasSize(1);
    }

    @Test
    void rolloutHasTheHeadsMeanAndMaximumAndNoBlock() throws InterruptedException {
        MaskedAttention reading = see(ViewKind.ROLLOUT);
        assertThat(reading.heads()).extracting(MaskedAttention.HeadReading::head).containsExactly(new Head.Mean(), new Head.Max());
        assertThat(reading.of(new Head.Mean()).union()).isBetween(0.0, 1.0);
        int asked = desk.sources.passes.size();
        model.look().moveBlock(-1, 4);
        desk.settle();
        assertThat(desk.sources.passes).as("a block changes nothing here").hasSize(asked);
    }

    @Test
    void coloursAreNotMeasured() throws InterruptedException {
        MaskedAttention reading = see(ViewKind.PCA);
        MaskedAttention.HeadReading only = reading.of(new Head.One(2));
        assertThat(only.map()).isFalse();
        assertThat(only.colours()).hasSize(64).containsOnly(0xFF123456);
        assertThat(only.union()).isNaN();
        assertThat(only.objects()).containsExactly(Double.NaN);
        assertThat(reading.best(0)).isEmpty();
    }

    @Test
    void similarityIsOfThePatchInTheMiddleUntilOneIsClicked() throws InterruptedException {
        MaskedAttention reading = see(ViewKind.SIMILARITY);
        assertThat(reading.answer().ask().query()).isEqualTo(8 * 4 + 4);
        model.look().queryProperty().set(new Query.At(0, 0));
        desk.settle();
        reading = model.panes().readingProperty().getValue();
        assertThat(reading.answer().ask().query()).isZero();
        MaskedAttention.HeadReading only = reading.of(new Head.Mean());
        assertThat(only.kept()[0]).isTrue();
        assertThat(only.kept()).as("unlike patches hold no mass").containsOnlyOnce(true);
    }

    @Test
    void secondPictureIsSeenWithTheFirstInViewsOfTwoOnly() throws InterruptedException {
        model.gallery().pinSecond(model.pictures().pictures().get(3));
        desk.settle();
        assertThat(model.panes().readingProperty().getValue().second()).isEmpty();
        MaskedAttention reading = see(ViewKind.SIMILARITY);
        assertThat(reading.second()).isPresent();
        assertThat(reading.second().get().values()).hasSize(64);
        assertThat(desk.sources.looks).as("each picture went through once").hasSize(2);
        assertThat(see(ViewKind.PCA).second().get().map()).isFalse();
        model.gallery().pinSecond(null);
        desk.settle();
        assertThat(model.panes().readingProperty().getValue().second()).isEmpty();
        assertThat(model.panes().readingProperty().getValue().answer().ask().second()).isEqualTo(Optional.empty());
    }

    @Test
    void eachObjectHasItsIndexAndItsBestHead() throws InterruptedException {
        model.overlay().keptMassProperty().set(1);
        desk.settle();
        MaskedAttention reading = model.panes().readingProperty().getValue();
        assertThat(reading.of(new Head.One(0)).objects()).hasSize(1);
        assertThat(reading.of(new Head.One(0)).objects()[0]).isEqualTo(0.5, offset(1e-9));
        assertThat(reading.best(0).orElseThrow().head()).isEqualTo(new Head.One(1));
    }
}
