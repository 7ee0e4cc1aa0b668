package cn.smspay.app.authors;

import cn.smspay.accounts.FreeTexts.FreeTextAnswer;
import cn.smspay.base.ServiceDay;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.engine.Tool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What subscribers wrote. */
@Command(
        name = "answers",
        description = {
            "Writes what subscribers answered to the questions of a dialogue whose answers are kept, as CSV. Answers of",
            "one conversation have one number; who gave them is told only with --numbers."
        },
        mixinStandardHelpOptions = true)
public final class ExportAnswersCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Parameters(index = "0", paramLabel = "DIALOG", description = "Like dc.")
    private String dialog = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "var",
            description = "Folder that holds smspay.db (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The master key (default: master.key in there, else conf/master.key).")
    private @Nullable Path keyFile;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "First day, like 2009-11-02 (default: all that are kept).")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", paramLabel = "DATE", converter = DateReader.class, description = "Last day.")
    private @Nullable LocalDate to;

    @Option(names = "--numbers", description = "Tells the numbers of the senders, too.")
    private boolean numbers;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "A new file, for its owner only (default: the terminal).")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (to != null && to.isBefore(from)) {
            throw new Exit.Refused("--to " + to + " is before --from " + from);
        }
        try (var tool = Tool.look(data, key())) {
            if (out == null) {
                write(tool, spec.commandLine().getOut());
            } else if (Files.exists(out)) {
                throw new Exit.Refused(out + " is there already; name a new file");
            } else {
                Files.createFile(
                        out, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                try (var file = new PrintWriter(Files.newBufferedWriter(out, StandardOpenOption.WRITE))) {
                    write(tool, file);
                    if (file.checkError()) {
                        throw new Exit.Refused(
                                Exit.STOPPED, out + " could not be written whole; look whether its disk is full");
                    }
                }
            }
        }
        return Exit.DONE;
    }

    /** The one that is named; else that of the data, or of the settings beside it. */
    private @Nullable Path key() {
        var ofSettings = Home.files().resolve("conf/master.key");
        boolean isThere = keyFile == null
                && Files.isDirectory(data)
                && !Files.exists(data.resolve("master.key"))
                && Files.exists(ofSettings);
        return isThere ? ofSettings : keyFile;
    }

    private void write(Tool tool, PrintWriter csv) {
        csv.println("time,conversation,dialog,step," + (numbers ? "number," : "") + "answer");
        var now = tool.clock().instant();
        var before = to == null
                ? now.plusSeconds(1)
                : to.plusDays(1).atStartOfDay(ServiceDay.ZONE).toInstant();
        var rows = new AtomicLong();
        tool.accounts()
                .freeTexts()
                .read(tool.store(), dialog, from.atStartOfDay(ServiceDay.ZONE).toInstant(), before, now, each -> {
                    rows.incrementAndGet();
                    csv.println(line(each));
                });
        csv.flush();
        if (rows.get() == 0) {
            spec.commandLine()
                    .getErr()
                    .println("No answer to " + dialog
                            + " is kept from these days; only questions with \"keep\" keep any,"
                            + " for as long as it says.");
        }
    }

    private String line(FreeTextAnswer each) {
        var question = each.question();
        return String.join(
                ",",
                TIME.format(each.at().atZone(ServiceDay.ZONE)),
                Csv.cell(question.conversation()),
                Csv.cell(question.dialog()),
                Csv.cell(question.step()),
                (numbers ? each.msisdn() + "," : "") + Csv.cell(each.text()));
    }
}
