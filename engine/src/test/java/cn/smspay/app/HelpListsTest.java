package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a list of commands says of each of them. */
final class HelpListsTest {
    @Test
    void everyCommandIsToldInAWholeSentence() {
        var cut = new ArrayList<String>();

        look(Main.commandLine(), cut);

        assertEquals(List.of(), cut);
    }

    private static void look(CommandLine command, List<String> cut) {
        command.getSubcommands().forEach((name, sub) -> {
            var lines = sub.getCommandSpec().usageMessage().description();
            boolean hidden = sub.getCommandSpec().usageMessage().hidden();
            if (!hidden && (lines.length == 0 || !lines[0].strip().matches("(?s).*[.:]"))) {
                cut.add(sub.getCommandSpec().qualifiedName() + ": " + String.join(" | ", lines));
            }
            look(sub, cut);
        });
    }

    @Test
    void aLineOfHelpEndsWhereTheTerminalDoes() {
        var help = Main.commandLine()
                .getSubcommands()
                .get("person")
                .getSubcommands()
                .get("show")
                .getUsageMessage();

        assertTrue(help.lines().noneMatch(line -> line.strip().equals("name,")), help);
        assertTrue(help.contains("Shows all that is held of the owner of a number"), help);
    }
}
