package cn.smspay.app.pos;

import cn.smspay.accounts.wallet.CardKeys;
import cn.smspay.accounts.wallet.NoCardKeys;
import cn.smspay.accounts.wallet.TestMasters;
import cn.smspay.base.Secret;
import cn.smspay.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With what lines are proved: for simulated cards the masters in a file, for real ones a module that we do not have. */
final class MastersOption {
    @Option(
            names = "--test-masters",
            paramLabel = "FILE",
            description = "Three lines with the masters of simulated cards: load, purchase, TAC.")
    private @Nullable Path testMasters;

    CardKeys keys() throws IOException {
        if (testMasters == null) {
            return new NoCardKeys();
        }
        var lines = Files.readAllLines(testMasters).stream()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.size() != 3 || lines.stream().anyMatch(line -> !line.strip().matches("[0-9A-Fa-f]{32}"))) {
            throw new Exit.Refused(
                    testMasters + " must hold three lines of 32 hexadecimal digits: load, purchase, TAC");
        }
        return new TestMasters(
                new Secret(lines.get(0).strip()),
                new Secret(lines.get(1).strip()),
                new Secret(lines.get(2).strip()));
    }
}
