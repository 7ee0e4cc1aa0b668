package cn.smspay.app.pos;

import cn.smspay.accounts.wallet.CardKeys;
import cn.smspay.accounts.wallet.NoCardKeys;
import cn.smspay.accounts.wallet.TestMasters;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.base.Secret;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.engine.Tool;
import cn.smspay.ops.errand.WritingMixin;
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

    /** What a command does with the parts of a program. */
    interface PosWork {
        int with(Tool tool) throws IOException;
    }

    /**
     * Does what writes where it belongs: in the engine that runs on the folder, or here without one. The engine proves with its
     * own keys unless masters are named.
     */
    int work(WritingMixin place, @Nullable Path data, @Nullable Path keyFile, PosWork work) throws IOException {
        var engine = place.engine();
        if (engine.isPresent()) {
            return work.with(testMasters == null ? engine.get() : engine.get().with(setup(place)));
        }
        var handed = place.hand(data == null ? Home.find().resolve("var") : data);
        if (handed.isPresent()) {
            return handed.getAsInt();
        }
        try (var tool = Tool.open(data, keyFile, setup(place))) {
            return work.with(tool);
        }
    }

    private WalletParts.Setup setup(WritingMixin place) throws IOException {
        return new WalletParts.Setup(
                testMasters == null ? new NoCardKeys() : keys(place.path(testMasters)), WalletSettings.USUAL);
    }

    private static CardKeys keys(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new Exit.Refused("the masters " + file + " cannot be read");
        }
        var lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.size() != 3 || lines.stream().anyMatch(line -> !line.strip().matches("[0-9A-Fa-f]{32}"))) {
            throw new Exit.Refused(file + " must hold three lines of 32 hexadecimal digits: load, purchase, TAC");
        }
        return new TestMasters(
                new Secret(lines.get(0).strip()),
                new Secret(lines.get(1).strip()),
                new Secret(lines.get(2).strip()));
    }
}
