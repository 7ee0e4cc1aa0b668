package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.cli.Rest;
import cn.smspay.engine.Tool;
import cn.smspay.files.imports.Import;
import cn.smspay.files.imports.ImportOptions;
import cn.smspay.files.imports.ImportOptions.Passwords;
import cn.smspay.ops.errand.WritingMixin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the carrier tells us about its subscribers and cards, from files. */
@Command(
        name = "import",
        description = {
            "Reads subscribers, recharge cards, bank cards, opening amounts or results of withdrawals from a CSV or JSON",
            "file. A row that cannot be understood stops the whole file; one that a rule forbids is left out and named.",
            "A column that is left out changes nothing. The engine does it, if one runs on the folder."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Columns: subscribers         msisdn, operator, province, brand, status, reason, secondary, name,",
            "                             id_type, id_number, language, account",
            "         recharge_cards      password, serial, face, issuer, expiry, state",
            "         bank_cards          msisdn, bank, number, holder",
            "         opening_cash        msisdn, amount",
            "         withdrawal_results  order, result, reason",
            "",
            "Example: smspay import subscribers in.csv"
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KIND", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Import.Kind kind = Import.Kind.values()[0];

    @Parameters(index = "1", paramLabel = "FILE", description = "A CSV file with a heading line, or JSON.")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "The folder with smspay.db (default: var).")
    private @Nullable Path data;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The master key (default: master.key in the data folder).")
    private @Nullable Path keyFile;

    @Option(names = "--dry-run", description = "Tries everything and keeps nothing.")
    private boolean dryRun;

    @Option(
            names = "--passwords",
            paramLabel = "HOW",
            description = "What holders of accounts that are taken over get: ${COMPLETION-CANDIDATES} (default: SMS).")
    private Passwords passwords = Passwords.SMS;

    @Option(
            names = "--sms-per-second",
            paramLabel = "N",
            description = "Texts with passwords a second, from 1 to 20 (default: 20).")
    private int textsPerSecond = ImportOptions.TEXTS_PER_SECOND;

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        var file = place.path(this.file);
        if (!Files.isRegularFile(file)) {
            throw new Exit.Refused("there is no file " + file);
        }
        if (textsPerSecond < 1 || textsPerSecond > ImportOptions.TEXTS_PER_SECOND) {
            throw new Exit.Refused("--sms-per-second must be from 1 to " + ImportOptions.TEXTS_PER_SECOND);
        }
        var engine = place.engine();
        if (engine.isPresent()) {
            return read(engine.get(), file);
        }
        var handed = place.hand(data == null ? Home.find().resolve("var") : data);
        if (handed.isPresent()) {
            return handed.getAsInt();
        }
        try (var tool = Tool.open(data, keyFile)) {
            return read(tool, file);
        }
    }

    private int read(Tool tool, Path file) {
        var out = spec.commandLine().getOut();
        var report = new Import(tool.lane(), tool.accounts(), tool.vault(), tool.clock(), options()).read(kind, file);
        report.warnings().forEach(out::println);
        report.faults().forEach(out::println);
        if (!report.faults().isEmpty()) {
            out.println(report.faults().size() + (report.faults().size() == 1 ? " fault" : " faults")
                    + "; nothing was imported.");
            return Exit.USAGE;
        }
        out.println((dryRun ? "nothing was written; it would be: " : "") + report.sentence());
        return report.complete() ? Exit.DONE : Exit.WRONG;
    }

    private ImportOptions options() {
        return new ImportOptions(
                dryRun,
                passwords,
                textsPerSecond,
                Rest::take,
                rows -> spec.commandLine()
                        .getOut()
                        .println(rows + " rows done; reading the same file again takes up a run broken off"));
    }
}
