package cn.smspay.app.pos;

import cn.smspay.base.Secret;
import cn.smspay.cli.Exit;
import cn.smspay.engine.Tool;
import cn.smspay.files.billing.SftpTarget;
import cn.smspay.files.pos.PosExchange;
import cn.smspay.ops.errand.WritingMixin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes batches from an SFTP server and puts their results beside them; for a timer of the machine. */
@Command(
        name = "exchange",
        description = {
            "Takes every NAME.pos in a folder of an SFTP server that has no answer yet, and puts NAME.pos.result with the lines and",
            "what became of them beside it, or NAME.pos.refused with the faults. May run again at any time; the engine does it, if",
            "one runs on the folder."
        },
        mixinStandardHelpOptions = true)
final class ExchangeCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String DEFAULT_PORT = "22";

    @Option(names = "--host", required = true, paramLabel = "HOST", description = "The server.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = DEFAULT_PORT,
            description = "Its port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who we are there.")
    private String user = "";

    @Option(names = "--private-key", paramLabel = "FILE", description = "With what we log in.")
    private @Nullable Path privateKey;

    @Option(names = "--password-file", paramLabel = "FILE", description = "Or with what else.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            defaultValue = "conf/known_hosts",
            description = "The server's key must stand there (default: ${DEFAULT-VALUE}).")
    private Path knownHosts = Path.of("");

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder of the server (default: where one arrives).")
    private String folder = "";

    @Option(names = "--data", paramLabel = "DIR", description = "The folder with smspay.db (default: var).")
    private @Nullable Path data;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The master key (default: master.key in the data folder).")
    private @Nullable Path keyFile;

    @Mixin
    private final MastersOption masters = new MastersOption();

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var target = target();
        return masters.work(place, data, keyFile, tool -> round(tool, target));
    }

    private int round(Tool tool, SftpTarget target) throws IOException {
        var work = Files.createTempDirectory("smspay-pos");
        try {
            var out = spec.commandLine().getOut();
            var done = new PosExchange(tool.accounts().wallet().batches(), target, work).round();
            done.forEach(each -> out.println(each.file() + ": " + each.what()));
            if (done.isEmpty()) {
                out.println("no batch waits");
            }
            return done.stream().allMatch(PosExchange.PosFileResult::taken) ? Exit.DONE : Exit.USAGE;
        } catch (IOException e) {
            throw new Exit.Refused(Exit.STOPPED, e.getMessage() + "; what waits is taken next time");
        } finally {
            Files.deleteIfExists(work);
        }
    }

    private SftpTarget target() throws IOException {
        if (privateKey == null && passwordFile == null) {
            throw new Exit.Refused("--private-key or --password-file is wanted");
        }
        Optional<Secret> password = passwordFile == null
                ? Optional.empty()
                : Optional.of(
                        new Secret(Files.readString(place.path(passwordFile)).strip()));
        return new SftpTarget(
                host,
                port,
                user,
                Optional.ofNullable(privateKey).map(place::path),
                password,
                place.path(knownHosts),
                folder,
                1,
                PATIENCE);
    }
}
