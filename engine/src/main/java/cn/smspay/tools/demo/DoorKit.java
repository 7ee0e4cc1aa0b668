package cn.smspay.tools.demo;

import cn.smspay.base.Channel;
import cn.smspay.counter.Caller;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.outside.partner.PartnerProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The other doors from the demo's line: the site, the partners' programs, the command line, and a second person. One thread. */
final class DoorKit {
    static final String HELP = """
            The other doors; $name stands for a value that was answered or received last:
              /site /login name=… password=…    opens a page of the site and sends its form; /site + pay=… goes on; /site new
              /partner POST /v1/orders {…}      a request of the shop's program      /boss PUT /v1/subscribers/… {…}
              /smspay admin merchant list       any command, on this demo's data
              /release $pending                 a second person releases what was proposed; /refuse ID
              /printer 1                        prints the cards of a batch: $card is the first password
              /counts FILE                      the SMSC writes down how many messages it has delivered""";

    private static final int SALT_FROM = 8;
    private static final int SALT_TO = 16;
    private static final int KEY_OCTETS = 32;
    private static final int IV_OCTETS = 16;
    private static final int ITERATIONS = 600_000;
    private static final String PASSPHRASE = "demo passphrase of the printer";

    private final Memory memory;
    private final String address;
    private SiteBrowser site;
    private final Supplier<Optional<PartnerProgram>> shop;
    private final Supplier<Optional<PartnerProgram>> boss;
    private final Cli cli;
    private final Desks desks;
    private final Path folder;
    private int files;

    /** Runs any command of the program. */
    @FunctionalInterface
    interface Cli {
        Ran run(List<String> words);
    }

    /** How a command ended and what it said. */
    record Ran(int code, String text) {}

    DoorKit(
            Memory memory,
            String site,
            Supplier<Optional<PartnerProgram>> shop,
            Supplier<Optional<PartnerProgram>> boss,
            Cli cli,
            Desks desks,
            Path folder) {
        this.memory = memory;
        this.address = site;
        this.site = new SiteBrowser(site);
        this.shop = shop;
        this.boss = boss;
        this.cli = cli;
        this.desks = desks;
        this.folder = folder;
    }

    /** Does what the line says, if it is one of these. */
    Optional<List<String>> line(String command, String argument) throws InterruptedException {
        try {
            return switch (command) {
                case "/site" -> Optional.of(List.of(site(argument)));
                case "/partner" -> Optional.of(List.of(program(shop.get(), argument)));
                case "/boss" -> Optional.of(List.of(program(boss.get(), argument)));
                case "/smspay" -> Optional.of(run(List.of(argument.split("\\s+"))));
                case "/release" -> Optional.of(List.of(decide(argument, true)));
                case "/refuse" -> Optional.of(List.of(decide(argument, false)));
                case "/printer" -> Optional.of(print(argument));
                default -> Optional.empty();
            };
        } catch (IOException e) {
            return Optional.of(List.of("it cannot be reached: " + e.getMessage()));
        }
    }

    private String site(String argument) throws IOException, InterruptedException {
        var words = argument.split("\\s+");
        var typed = new LinkedHashMap<String, String>();
        for (var word : Arrays.asList(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            typed.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        if (words[0].equals("new")) {
            site = new SiteBrowser(address);
            return "another browser, which nobody has logged in with";
        }
        if (words[0].equals("+")) {
            return site.fill(typed);
        }
        var opened = site.open(words[0]);
        return typed.isEmpty() ? opened : site.fill(typed);
    }

    private String program(Optional<PartnerProgram> program, String argument) {
        var words = argument.split("\\s+", 3);
        if (program.isEmpty() || words.length < 2) {
            return "a method, a path and a body are wanted, like POST /v1/orders {…}";
        }
        var body = words.length > 2 ? words[2] : "";
        var key = words[0].equals("GET") ? "" : UUID.randomUUID().toString();
        var answer = program.get().send(words[0], words[1], key, body);
        memory.json(answer.body());
        return answer.status() + " " + answer.body();
    }

    private List<String> run(List<String> words) {
        var ran = cli.run(words);
        memory.shown(ran.text());
        return List.of(("exit " + ran.code() + "\n" + ran.text()).strip().split("\n"));
    }

    private String decide(String argument, boolean yes) {
        if (!argument.matches("[0-9]{1,18}")) {
            return "a number is wanted, like /release 1";
        }
        var second = Caller.of(Channel.HALL, "boss", "local", Role.SUPERVISOR);
        var key = Key.of(second, UUID.randomUUID().toString(), argument);
        long id = Long.parseLong(argument);
        var reply = yes
                ? desks.approvals().release(second, key, id).join()
                : desks.approvals().refuse(second, key, id, "demo").join();
        return "the second person: " + reply.outcome();
    }

    /** Has the file of a batch delivered, opens it as a printer does, and shows what it would print. */
    private List<String> print(String batch) throws IOException {
        var passphrase = folder.resolve("printer.passphrase");
        Files.writeString(passphrase, PASSPHRASE);
        var file = folder.resolve("cards-" + batch + "-" + ++files + ".enc");
        var ran = cli.run(List.of(
                "admin",
                "card",
                "deliver",
                batch,
                "--passphrase-file",
                passphrase.toString(),
                "--out",
                file.toString()));
        if (ran.code() != 0) {
            return List.of(ran.text().strip());
        }
        var lines = opened(Files.readAllBytes(file)).lines().toList();
        lines.stream()
                .map(line -> line.replaceFirst(".*\\b(18[0-9]{16})\\b.*", "$1"))
                .filter(word -> word.matches("18[0-9]{16}"))
                .findFirst()
                .ifPresent(card -> memory.put("card", card));
        return lines;
    }

    private static String opened(byte[] file) {
        try {
            var spec = new PBEKeySpec(
                    PASSPHRASE.toCharArray(),
                    Arrays.copyOfRange(file, SALT_FROM, SALT_TO),
                    ITERATIONS,
                    (KEY_OCTETS + IV_OCTETS) * Byte.SIZE);
            var key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(key, KEY_OCTETS), "AES"),
                    new IvParameterSpec(Arrays.copyOfRange(key, KEY_OCTETS, KEY_OCTETS + IV_OCTETS)));
            return new String(cipher.doFinal(file, SALT_TO, file.length - SALT_TO), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the file of the batch cannot be opened", e);
        }
    }
}
