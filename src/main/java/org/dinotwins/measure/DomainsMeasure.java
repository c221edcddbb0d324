package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.Knn;
import org.dinotwins.eval.classification.LabelledFeatures;
import org.dinotwins.eval.classification.LinearClassifier;
import org.dinotwins.eval.classification.LogisticRegression;
import org.dinotwins.measure.FeatureSource.Seen;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.DomainScore;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.train.TrainingException;

/** Leaves each domain out in turn; see {@link Measurement.Domains}. */
final class DomainsMeasure {
    private static final int NEIGHBOURS = 20;
    private static final int FEWEST = 2;

    private final MeasurementContext desk;
    private final Measurement.Domains options;
    private final ImageSet set;
    private final List<String> domains;

    DomainsMeasure(MeasurementContext desk, Measurement.Domains options) throws WorkbenchException {
        this.desk = desk;
        this.options = options;
        this.set = desk.subject().set();
        this.domains = set.domains();
        if (domains.isEmpty()) {
            throw new WorkbenchException("The image set " + set.root() + " (" + set.format() + ") has no domains. To "
                    + "leave one out, choose PACS (folders photo, art_painting, cartoon, sketch) or Office-Home (Art, "
                    + "Clipart, Product, Real World), each with a folder a class inside.");
        }
        for (String domain : domains) {
            if (of(desk.train(), domain).isEmpty() || of(desk.validation(), domain).isEmpty()) {
                throw new WorkbenchException("The domain " + domain + " of " + set.root() + " has no labelled "
                        + "pictures. Its images must lie in a folder a class, such as " + domain + "/dog/; unpack the "
                        + "set again.");
            }
        }
        if (domains.size() < FEWEST) {
            throw new WorkbenchException("The image set " + set.root() + " has one domain only, " + domains.get(0)
                    + ". To leave one out, others must lie beside it; unpack the whole set.");
        }
    }

    private List<Picture> of(List<Picture> pictures, String domain) {
        return pictures.stream().filter(p -> set.domain(p).orElse("").equals(domain)).toList();
    }

    Outcome run() throws WorkbenchException, TrainingException {
        List<Picture> train = desk.train();
        List<Picture> validation = desk.validation();
        double fit = MeasurementProgress.FIT * train.size();
        desk.work().expect(2.0 * (train.size() + validation.size() + domains.size() * fit));
        List<DomainScore> scores = new ArrayList<>();
        Outcome.DomainsOutcome outcome = null;
        for (Network network : new Network[] {Network.TRAINED, Network.RANDOM}) {
            String whose = MeasurementContext.whose(network);
            desk.work().now("Pictures of all domains, " + whose);
            Seen learn = desk.features().of(network, train, FeatureSpec.CLS, Optional.empty());
            Seen held = desk.features().of(network, validation, FeatureSpec.CLS, Optional.empty());
            for (String domain : domains) {
                desk.work().now("Without " + domain + ", " + whose);
                scores.add(score(domain, network, learn, held));
                desk.work().did(fit);
                scores.sort((a, b) -> a.domain().equals(b.domain()) ? a.network().compareTo(b.network())
                        : a.domain().compareTo(b.domain()));
                outcome = new Outcome.DomainsOutcome(desk.about(learn.pictures().size(), held.pictures().size(), notes()),
                        scores);
                desk.work().partial(outcome);
            }
        }
        return outcome;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("Frozen features of the last block's CLS token; kNN asks 20 neighbours. In: held-out pictures of the "
                + "domains learnt from. Out: all pictures of the domain left out.");
        if (desk.ownPictures()) {
            notes.add("The run has seen training pictures of all domains, without labels.");
        }
        return notes;
    }

    private DomainScore score(String domain, Network network, Seen learn, Seen held) throws TrainingException {
        Seen sources = part(learn, domain, false);
        Seen inside = part(held, domain, false);
        Seen outside = joined(part(learn, domain, true), part(held, domain, true));
        int classes = desk.classes();
        Knn knn = new Knn(sources.features(), sources.labels(), classes);
        LinearClassifier probe = LogisticRegression.fit(LabelledFeatures.ofOne(sources.features(), sources.labels(), classes),
                options.seed(), desk.device(), desk.work()::check).classifier();
        int common = MeasurementContext.commonest(sources.labels(), classes);
        return new DomainScore(domain, network, outside.pictures().size(), MeasurementContext.share(outside.labels(), common),
                knn.measure(inside.features(), inside.labels(), NEIGHBOURS)[0].top1(),
                knn.measure(outside.features(), outside.labels(), NEIGHBOURS)[0].top1(),
                Classification.of(probe.scores(inside.features()), inside.labels()).top1(),
                Classification.of(probe.scores(outside.features()), outside.labels()).top1());
    }

    private Seen part(Seen all, String domain, boolean of) {
        int[] rows = IntStream.range(0, all.pictures().size())
                .filter(i -> set.domain(all.pictures().get(i)).orElse("").equals(domain) == of).toArray();
        return new Seen(IntStream.of(rows).mapToObj(all.pictures()::get).toList(),
                IntStream.of(rows).mapToObj(i -> all.features()[i]).toArray(float[][]::new));
    }

    private static Seen joined(Seen a, Seen b) {
        List<Picture> pictures = new ArrayList<>(a.pictures());
        pictures.addAll(b.pictures());
        float[][] features = new float[pictures.size()][];
        System.arraycopy(a.features(), 0, features, 0, a.features().length);
        System.arraycopy(b.features(), 0, features, a.features().length, b.features().length);
        return new Seen(pictures, features);
    }
}
