package cn.smspay.app.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command whose help has no example gets one of what it wants, and what it says of itself flows. */
final class ExamplesTest {
    /** A colour. */
    private enum Colour {
        RED,
        GREEN
    }

    /** One of two. */
    private static final class Either {
        @Option(names = "--left", required = true, paramLabel = "DATE")
        private @Nullable String left;

        @Option(names = "--right", required = true, paramLabel = "DATE")
        private @Nullable String right;
    }

    @Command(
            name = "paint",
            description = {"Paints what is there. It is", "done at once."})
    private static final class Paint {
        @Parameters(index = "0", paramLabel = "NUMBER")
        private @Nullable String number;

        @Parameters(index = "1", arity = "0..1", paramLabel = "MORE")
        private @Nullable String more;

        @Option(names = "--colour", required = true)
        private @Nullable Colour colour;

        @Option(names = "--count", required = true, paramLabel = "COUNT")
        private int count;

        @Option(names = "--out", required = true, paramLabel = "DIR")
        private @Nullable Path out;

        @Option(names = "--data", required = true, paramLabel = "DIR")
        private @Nullable Path data;

        @Option(names = "--sure", required = true)
        private boolean sure;

        @Option(names = "--thing", required = true, paramLabel = "THING")
        private @Nullable String thing;

        @Option(names = "--usual", required = true, defaultValue = "as ever")
        private @Nullable String usual;

        @Option(names = "--not-wanted")
        private @Nullable String notWanted;

        @ArgGroup(exclusive = true, multiplicity = "1")
        private @Nullable Either either;
    }

    @Command(
            name = "told",
            description = {"Says what it does", "", "  1  in a table"},
            footer = {"", "Example: smspay told --at-home"})
    private static final class Told {}

    @Command(name = "all")
    private static final class All {
        @Command(name = "one", description = "Does one thing")
        void one() {
            // Nothing: its help is looked at.
        }
    }

    private static CommandLine.Model.UsageMessageSpec usage(Object command) {
        return Examples.complete(new CommandLine(command)).getCommandSpec().usageMessage();
    }

    @Test
    void anExampleHasAValueForEachThingThatIsWantedAndNothingElse() {
        var footer = usage(new Paint()).footer();

        assertEquals("", footer[0]);
        var line = footer[1];
        assertTrue(line.startsWith("Example: smspay paint 13800000001 "), line);
        for (String part : new String[] {
            "--colour red", "--count 7", "--out delivered", "--data var", "--sure", "--thing thing", "--left 2009-11-02"
        }) {
            assertTrue((line + " ").contains(" " + part + " "), part + " in " + line);
        }
        assertTrue(!line.contains("more") && !line.contains("--not-wanted") && !line.contains("--right"), line);
    }

    @Test
    void anExampleOfItsOwnStays() {
        assertEquals("Example: smspay told --at-home", usage(new Told()).footer()[1]);
        assertEquals(2, usage(new Told()).footer().length);
    }

    @Test
    void aDescriptionIsItsFirstSentenceAndTheRestAndATableStaysAsItIs() {
        var painted = usage(new Paint()).description();
        assertEquals("Paints what is there.", painted[0]);
        assertEquals("It is done at once.", painted[1]);
        assertEquals(3, usage(new Told()).description().length);
    }

    @Test
    void everyCommandHasHelp() {
        var paint = Examples.complete(new CommandLine(new Paint()));

        assertNotNull(paint.getCommandSpec().findOption("--help"));
    }

    /** Its arguments would be put in the place of the others. */
    @Test
    void aCommandThatIsAMethodSaysItselfThatItHasHelp() {
        var fault = assertThrows(IllegalStateException.class, () -> Examples.complete(new CommandLine(new All())));

        assertTrue(fault.getMessage().startsWith("all one wants mixinStandardHelpOptions"), fault.getMessage());
    }
}
