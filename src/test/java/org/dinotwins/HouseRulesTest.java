package org.dinotwins;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms and what they may use, as docs and package names promise it. */
class HouseRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.dinotwins");

    /** What opens files by itself; {@code Path} is only a name and may go everywhere. */
    private static final Set<Class<?>> DISK = Set.of(
            Files.class,
            FileChannel.class,
            FileInputStream.class,
            FileOutputStream.class,
            FileReader.class,
            FileWriter.class,
            RandomAccessFile.class);
    /** JavaFX's choosers and drags hand out {@code File}; these methods take its name and look at no disk. */
    private static final Set<String> NAME_ONLY = Set.of("toPath", "getPath", "getName");

    private static final String[] ROOMS_WITH_FILES = {
        "org.dinotwins.data..",
        "org.dinotwins.tensor.checkpoint..",
        "org.dinotwins.files..",
        "org.dinotwins.table..",
        "org.dinotwins.config..",
        "org.dinotwins.run..",
        "org.dinotwins.measure..",
        "org.dinotwins.ablation..",
        "org.dinotwins.export..",
        "org.dinotwins.reproduce.."
    };
    /** Classes elsewhere that read files of the system or of the window itself, never a user's data. */
    private static final Set<String> READS_THE_SYSTEM = Set.of(
            "org.dinotwins.tensor.device.ProcessMemory",
            "org.dinotwins.tensor.device.ProcessorCaches",
            "org.dinotwins.tensor.device.NativeLibrary",
            "org.dinotwins.tensor.device.EngineCache",
            "org.dinotwins.cli.Doctor",
            "org.dinotwins.app.shared.UserState",
            "org.dinotwins.app.shared.view.SaveTarget");

    private static final String[] BELOW_RUN = {
        "tensor", "config", "train", "eval", "objective", "vit", "data", "augment", "files"
    };

    private static String[] and(String[] rooms, String... more) {
        return Stream.concat(Arrays.stream(rooms), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void importsRunDownTheRooms() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("tensor")
                .definedBy("org.dinotwins.tensor..")
                .layer("files")
                .definedBy("org.dinotwins.files..")
                .layer("table")
                .definedBy("org.dinotwins.table..")
                .layer("vit")
                .definedBy("org.dinotwins.vit..")
                .layer("objective")
                .definedBy("org.dinotwins.objective..")
                .layer("data")
                .definedBy("org.dinotwins.data..")
                .layer("augment")
                .definedBy("org.dinotwins.augment..")
                .layer("train")
                .definedBy("org.dinotwins.train..")
                .layer("eval")
                .definedBy("org.dinotwins.eval..")
                .layer("config")
                .definedBy("org.dinotwins.config..")
                .layer("run")
                .definedBy("org.dinotwins.run..")
                .layer("measure")
                .definedBy("org.dinotwins.measure..")
                .layer("ablation")
                .definedBy("org.dinotwins.ablation..")
                .layer("chart")
                .definedBy("org.dinotwins.chart..")
                .layer("export")
                .definedBy("org.dinotwins.export..")
                .layer("reproduce")
                .definedBy("org.dinotwins.reproduce..")
                .layer("cli")
                .definedBy("org.dinotwins.cli..")
                .layer("app")
                .definedBy("org.dinotwins.app..")
                .layer("start")
                .definedBy("org.dinotwins")
                .whereLayer("tensor")
                .mayNotAccessAnyLayer()
                .whereLayer("files")
                .mayNotAccessAnyLayer()
                .whereLayer("table")
                .mayOnlyAccessLayers("files")
                .whereLayer("vit")
                .mayOnlyAccessLayers("tensor")
                .whereLayer("objective")
                .mayOnlyAccessLayers("tensor")
                .whereLayer("data")
                .mayOnlyAccessLayers("files")
                .whereLayer("augment")
                .mayOnlyAccessLayers("data")
                .whereLayer("train")
                .mayOnlyAccessLayers("vit", "objective", "data", "augment", "tensor")
                .whereLayer("eval")
                .mayOnlyAccessLayers("train", "vit", "data", "augment", "tensor")
                .whereLayer("config")
                .mayOnlyAccessLayers("tensor", "train", "eval", "objective", "vit", "data", "augment", "files")
                .whereLayer("run")
                .mayOnlyAccessLayers(BELOW_RUN)
                .whereLayer("measure")
                .mayOnlyAccessLayers(and(BELOW_RUN, "run", "table"))
                .whereLayer("ablation")
                .mayOnlyAccessLayers(and(BELOW_RUN, "run", "table", "measure"))
                .whereLayer("chart")
                .mayOnlyAccessLayers("ablation", "train")
                .whereLayer("export")
                .mayOnlyAccessLayers(and(BELOW_RUN, "run", "table", "measure", "ablation", "chart"))
                .whereLayer("reproduce")
                .mayOnlyAccessLayers(and(BELOW_RUN, "run", "table", "measure", "ablation", "export"))
                .whereLayer("cli")
                .mayOnlyAccessLayers(and(BELOW_RUN, "run", "table", "measure", "ablation", "export", "reproduce"))
                .whereLayer("app")
                .mayOnlyAccessLayers(and(BELOW_RUN, "run", "table", "measure", "ablation", "export", "chart"))
                .whereLayer("start")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void messagesKnowNothingElse() {
        noClasses()
                .that()
                .resideInAPackage("org.dinotwins.message..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.dinotwins..")
                        .and(DescribedPredicate.not(resideInAPackage("org.dinotwins.message.."))))
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching("org.dinotwins.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheWindowKnowsJavaFx() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.dinotwins.app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "org.controlsfx..", "org.jfree.fx..", "atlantafx..", "org.kordamp..")
                .check(CLASSES);
    }

    @Test
    void onlyTheWindowAndTheChartsKnowJFreeChart() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.dinotwins.app..", "org.dinotwins.chart..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jfree..")
                .check(CLASSES);
    }

    @Test
    void onlyTheComputingRoomsKnowTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.dinotwins.tensor..",
                        "org.dinotwins.vit..",
                        "org.dinotwins.objective..",
                        "org.dinotwins.train..",
                        "org.dinotwins.eval..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void oneClassKnowsTheEnginesInternals() {
        noClasses()
                .that()
                .haveNameNotMatching("org\\.dinotwins\\.tensor\\.PyTorch(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.pytorch..")
                .check(CLASSES);
    }

    @Test
    void whatReachesTheUserHoldsNoNativeMemory() {
        DescribedPredicate<JavaClass> engineBound = describe(
                "use the engine and are no records",
                type -> !type.isRecord()
                        && resideInAPackage("org.dinotwins..").test(type)
                        && type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(d -> resideInAPackage("ai.djl..").test(d.getTargetClass())));
        noClasses()
                .that()
                .resideInAnyPackage("org.dinotwins.app..", "org.dinotwins.cli..")
                .should()
                .dependOnClassesThat(engineBound)
                .check(CLASSES);
    }

    @Test
    void onlyRoomsOfFilesTouchTheDisk() {
        DescribedPredicate<JavaClass> disk =
                describe("open files", type -> DISK.stream().anyMatch(type::isEquivalentTo));
        DescribedPredicate<JavaCall<?>> file = describe(
                "uses a File for more than its name",
                call -> call.getTargetOwner().isEquivalentTo(File.class) && !NAME_ONLY.contains(call.getName()));
        DescribedPredicate<JavaClass> elsewhere = describe(
                "are in rooms without files",
                type -> !resideInAnyPackage(ROOMS_WITH_FILES).test(type) && !READS_THE_SYSTEM.contains(type.getName()));
        noClasses().that(elsewhere).should().dependOnClassesThat(disk).check(CLASSES);
        noClasses().that(elsewhere).should().callCodeUnitWhere(file).check(CLASSES);
    }

    @Test
    void viewModelsKnowNoControls() {
        classes()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(
                        resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx..", "org.jfree..")))
                .check(CLASSES);
    }

    @Test
    void workspacesKnowOnlyWhatTheyShare() {
        for (String room : new String[] {"setup", "live", "inspect", "measure", "ablation", "runs"}) {
            noClasses()
                    .that()
                    .resideInAPackage("org.dinotwins.app." + room + "..")
                    .should()
                    .dependOnClassesThat(describe(
                            "are of another workspace or the frame",
                            type -> resideInAPackage("org.dinotwins.app..").test(type)
                                    && !resideInAnyPackage(
                                                    "org.dinotwins.app." + room + "..", "org.dinotwins.app.shared..")
                                            .test(type)))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }
}
