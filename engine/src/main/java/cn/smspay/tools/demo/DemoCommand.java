package cn.smspay.tools.demo;

import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.cli.Program;
import cn.smspay.config.Config;
import cn.smspay.config.DoorsConfig;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.ops.errand.ErrandWord;
import cn.smspay.outside.carrier.Boss;
import cn.smspay.outside.merchant.Shop;
import cn.smspay.outside.simulator.DemoStock;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.web.handset.HandsetDoor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything on one machine: a simulated SMSC, the engine bound to it by real SMPP, and a handset in the terminal. */
@Command(
        name = "demo",
        description = "Starts a simulated SMSC, the engine bound to it, and a handset in this terminal.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String NEWCOMER = "13800000001";
    private static final Duration BIND_WITHIN = Duration.ofSeconds(15);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the demo keeps its database and files (default: var).")
    private @Nullable Path data;

    @Option(
            names = "--as",
            paramLabel = "NUMBER",
            defaultValue = NEWCOMER,
            description = "The number you are at first (default: ${DEFAULT-VALUE}).")
    private String number = NEWCOMER;

    @Option(
            names = "--sip-port",
            paramLabel = "PORT",
            defaultValue = "5060",
            description =
                    "Where softphones on this machine dial 12588; 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int sipPort = 5060;

    @Option(
            names = "--site-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where browsers on this machine find the customers' site; 0 for any free port (default:"
                    + " ${DEFAULT-VALUE}).")
    private int sitePort;

    @Option(
            names = "--staff-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where browsers on this machine find the desks of the staff; 0 for any free port (default:"
                    + " ${DEFAULT-VALUE}).")
    private int staffPort;

    @Option(names = "--no-sip", description = "Answers no calls; /call still plays them as text.")
    private boolean noSip;

    @Option(
            names = "--partner-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where partners' programs are served on this machine; 0 for any free port.")
    private int partnerPort;

    @Option(
            names = "--shop-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where the simulated merchant's shop is on this machine; 0 for any free port.")
    private int shopPort;

    @Option(
            names = "--handset-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where browsers on this machine find the telephones of the demo; 0 for any free port.")
    private int handsetPort;

    @Option(
            names = "--boss-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where the simulated carrier's customer system is on this machine; 0 for any free port.")
    private int bossPort;

    /** What is typed where there is no terminal. */
    private InputStream typed = System.in;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (Msisdn.read(number).isEmpty()) {
            throw new Exit.Refused("--as wants a mobile number of 11 digits, like " + NEWCOMER + ", not " + number);
        }
        var home = Home.files();
        var folder = data == null ? Home.find().resolve("var") : data.toAbsolutePath();
        Files.createDirectories(folder);
        var clock = new DemoClock();
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), clock);
                var engine = new Engine(config(home, folder, smsc.port()), clock);
                var shop = new Shop(DemoShop.NAME, shopPort, clock, new SecureRandom());
                var boss = new Boss(bossPort, clock, new SecureRandom())) {
            var stock = new DemoStock(engine.store(), engine.accounts()).fill(clock.instant());
            var cast = cast(stock);
            engine.keep(ErrandWord.listen(engine, Program.of(spec)));
            engine.start();
            var staff = new DemoStaff(engine.desks(), clock);
            engine.link().allBound().get(BIND_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            var phones = new Phones(
                    engine, smsc, clock, stock.people(), new WalletKit(engine.desks(), clock, new SecureRandom()));
            try (var browser =
                    new HandsetDoor(HttpSettings.loopback("handset", handsetPort), phones, clock, new SecureRandom())) {
                var doors = doors(engine, shop, boss, staff);
                doors.add("handset http://127.0.0.1:" + browser.port() + "/");
                doors.add("  the same telephones in a browser: messages, 12588 by keys, SIM menus, POS and hall");
                var memory = new Memory();
                var kit = new DoorKit(
                        memory,
                        "http://127.0.0.1:" + engine.sitePort(),
                        shop::program,
                        boss::program,
                        words -> run(folder, words),
                        engine.desks(),
                        folder);
                cast.addAll(doors);
                if (System.console() != null && typed.equals(System.in)) {
                    chat(engine, smsc, phones, clock, cast, doors, staff, memory, kit);
                } else {
                    doors.forEach(line -> screen().println("# " + line));
                    pipe(engine, smsc, phones, clock, cast, staff, memory, kit);
                }
            }
            engine.drain(Duration.ofSeconds(5));
        }
        return Exit.DONE;
    }

    /** Reads from elsewhere than the process's own input. */
    public void types(InputStream lines) {
        typed = lines;
    }

    private PrintWriter screen() {
        return spec.commandLine().getOut();
    }

    /** Any command of the program, on the demo's data, with what it says. */
    private DoorKit.Ran run(Path folder, List<String> words) {
        var all = Program.of(spec).commands();
        var said = new StringWriter();
        var told = new PrintWriter(said, true);
        var whole = new ArrayList<>(words);
        whole.add("--data");
        whole.add(folder.toString());
        int code = all.setOut(told).setErr(told).execute(whole.toArray(String[]::new));
        return new DoorKit.Ran(code, said.toString());
    }

    /** Where every door is, a line each. */
    private static List<String> doors(Engine engine, Shop shop, Boss boss, DemoStaff staff) {
        var lines = new ArrayList<String>();
        var site = "http://127.0.0.1:" + engine.sitePort() + "/";
        lines.add("site " + site);
        lines.add("  English: " + site + "en. Log in as 13800000002 or 13800000003 with " + DemoStock.LOGIN_PASSWORD
                + ", or register as 13800000001; codes arrive in this handset");
        lines.addAll(DemoShop.open(engine, shop));
        lines.add(DemoShop.open(engine, boss));
        lines.add("staff http://127.0.0.1:" + engine.staffPort() + "/");
        lines.add("  log in as " + String.join(", ", staff.hire()) + " with " + DemoStaff.PASSWORD
                + " and the code that /code clerk shows");
        return lines;
    }

    private Config config(Path home, Path folder, int port) throws IOException {
        var keyFile = folder.resolve("master.key");
        MasterKey.readOrCreate(keyFile);
        var config = LocalConfig.of(
                home, folder, new Secret(Files.readString(keyFile).strip()), port);
        var doors = new DoorsConfig(
                Optional.of(HttpSettings.loopback("site", sitePort == 0 ? freePort() : sitePort)),
                Optional.of(HttpSettings.loopback("partner", partnerPort)),
                Optional.of(HttpSettings.loopback("staff", staffPort)),
                "",
                true);
        return (noSip ? config : config.with(LocalConfig.voice(sipPort))).with(doors);
    }

    /** Pay pages are named before the site listens, so its port is chosen before. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<String> cast(DemoStock.Cast stock) {
        var lines = new ArrayList<String>();
        lines.add("Subscribers (pay password of every account: " + DemoStock.PAY_PASSWORD + "):");
        stock.people().forEach(person -> lines.add("  " + person.msisdn() + "  " + person.description()));
        lines.add("Recharge cards:");
        stock.cards()
                .forEach(card -> lines.add("  " + card.password() + "  " + card.face() + " yuan, "
                        + card.issuer().chinese()));
        lines.add("Try: KT, A, CX · CZK and a card, HF50 and the pay password · /as 13800000002, TX, 100, "
                + DemoStock.PAY_PASSWORD);
        return lines;
    }

    /** Lines from a pipe or file: the conversation comes out plainly, one line each. */
    private void pipe(
            Engine engine,
            SmscSimulator smsc,
            Phones phones,
            DemoClock clock,
            List<String> cast,
            DemoStaff staff,
            Memory memory,
            DoorKit doors)
            throws IOException, InterruptedException {
        var screen = screen();
        var phone = new TerminalHandset(
                engine,
                smsc,
                phones,
                clock,
                cast,
                staff,
                number,
                (tone, text) -> screen.println(
                        switch (tone) {
                            case SENT -> "> " + text;
                            case RECEIVED -> "< " + text;
                            case HEARD -> "~ " + text;
                            case NOTE -> "# " + text;
                            case ERROR -> "! " + text;
                        }),
                memory,
                doors);
        try (phone) {
            var lines = new BufferedReader(new InputStreamReader(typed, StandardCharsets.UTF_8));
            String line;
            while ((line = lines.readLine()) != null && phone.line(line)) {
                screen.flush();
            }
        }
    }

    private void chat(
            Engine engine,
            SmscSimulator smsc,
            Phones phones,
            DemoClock clock,
            List<String> cast,
            List<String> welcome,
            DemoStaff staff,
            Memory memory,
            DoorKit doors)
            throws IOException, InterruptedException {
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            var reader = HandsetReader.of(
                    terminal, engine.config().data(), TerminalHandset.help(), TerminalHandset.words(engine));
            var phone = new TerminalHandset(
                    engine,
                    smsc,
                    phones,
                    clock,
                    cast,
                    staff,
                    number,
                    (tone, text) -> show(reader, tone, text),
                    memory,
                    doors);
            try (phone) {
                greet(reader, engine, welcome);
                type(reader, phone);
            }
        }
    }

    /** Where the doors are; the cast is shown on demand. */
    private void greet(LineReader reader, Engine engine, List<String> welcome) {
        welcome.forEach(text -> show(reader, TerminalHandset.Tone.NOTE, text));
        if (engine.sipPort() > 0) {
            show(
                    reader,
                    TerminalHandset.Tone.NOTE,
                    "A softphone on this machine reaches the voice service at sip:12588@127.0.0.1:"
                            + engine.sipPort() + " as user " + LocalConfig.PHONE + ", password "
                            + LocalConfig.PHONE_PASSWORD.reveal() + "; or type /call 12588.");
        }
        show(
                reader,
                TerminalHandset.Tone.NOTE,
                "You are " + number + ". Type KT to open an account; /who shows the cast, /help the rest.");
    }

    private static void type(LineReader reader, TerminalHandset phone) throws InterruptedException {
        while (true) {
            try {
                var read = reader.readLine(phone.number() + (phone.inCall() ? " (in a call)> " : "> "));
                for (String line : read.isEmpty() ? List.of("") : HandsetReader.lines(read)) {
                    if (!phone.line(line)) {
                        return;
                    }
                }
            } catch (UserInterruptException | EndOfFileException e) {
                return;
            }
        }
    }

    private static void show(LineReader reader, TerminalHandset.Tone tone, String text) {
        if (tone == TerminalHandset.Tone.SENT) {
            // The user has just typed it.
            return;
        }
        var style = switch (tone) {
            case SENT -> AttributedStyle.DEFAULT;
            case RECEIVED -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case HEARD -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case NOTE -> AttributedStyle.DEFAULT.faint();
            case ERROR -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
        };
        if (HandsetReader.isPlain(System.getenv())) {
            reader.printAbove("  " + text);
            return;
        }
        AttributedString line =
                new AttributedStringBuilder().styled(style, "  " + text).toAttributedString();
        reader.printAbove(line);
    }
}
