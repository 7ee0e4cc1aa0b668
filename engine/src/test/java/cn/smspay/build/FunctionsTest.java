package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every function of the counter has a door, and a word of the command line or a reason why it has none. */
final class FunctionsTest {
    private static final String OWN = "the customer himself: his password, code or session stands for him";
    private static final String PROGRAM =
            "the merchant's own program or people: an operator looks and ends, he never sells or gives back";
    private static final String CARD =
            "the card itself has to be there: a reader, a SIM or a bank's page speaks for it";
    private static final String DOOR = "how people and programs come in at a door";

    /** Functions without a word, and why. */
    private static final Map<String, String> WITHOUT = new TreeMap<>();

    static {
        Stream.of(
                        "BankDesk.bind",
                        "BankDesk.redirect",
                        "BankDesk.topUp",
                        "BankDesk.unbind",
                        "BankDesk.withdraw",
                        "CardDesk.topUp",
                        "CustomerDesk.balance",
                        "CustomerDesk.closeOnSite",
                        "CustomerDesk.upgrade",
                        "LoginDesk.changeLogin",
                        "LoginDesk.changePay",
                        "LoginDesk.chooseAlias",
                        "LoginDesk.chooseQuestion",
                        "LoginDesk.enter",
                        "LoginDesk.register",
                        "LoginDesk.resetLogin",
                        "LoginDesk.resetPay",
                        "LoginDesk.sendCode",
                        "MerchantDesk.checkout",
                        "MerchantDesk.pay")
                .forEach(name -> WITHOUT.put(name, OWN));
        Stream.of(
                        "MerchantDesk.close",
                        "MerchantDesk.create",
                        "MerchantDesk.events",
                        "MerchantDesk.funds",
                        "MerchantDesk.orderByMerchantNo",
                        "MerchantDesk.refund",
                        "MerchantDesk.response",
                        "PartnerDesk.told",
                        "MerchantDesk.trades")
                .forEach(name -> WITHOUT.put(name, PROGRAM));
        Stream.of(
                        "WalletDesk.batch",
                        "WalletDesk.close",
                        "WalletDesk.contact",
                        "WalletDesk.limit",
                        "WalletDesk.load",
                        "WalletDesk.proved",
                        "WalletDesk.read",
                        "WalletDesk.write")
                .forEach(name -> WITHOUT.put(name, CARD));
        Stream.of(
                        "BankDesk.hear",
                        "SessionDesk.customer",
                        "SessionDesk.drop",
                        "SessionDesk.keep",
                        "SessionDesk.staff",
                        "SessionDesk.used",
                        "StaffDesk.accept",
                        "StaffDesk.login",
                        "StaffDesk.setup")
                .forEach(name -> WITHOUT.put(name, DOOR));
    }

    /** What rounds and desks themselves do. */
    private static final Set<String> OURS = Set.of("Approvals.propose", "MerchantDesk.lookAfter");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "cn.smspay.counter", "cn.smspay.web", "cn.smspay.ops", "cn.smspay.files.pos", "cn.smspay.engine");

    private static final Pattern WORD = Pattern.compile("\"([a-z]+\\.[a-z-]+)\"");

    /** Functions with the doors that call them. */
    private static Map<String, Set<String>> functions() {
        var functions = new TreeMap<String, Set<String>>();
        for (var desk : CLASSES) {
            boolean function = desk.getPackageName().equals("cn.smspay.counter.desks")
                            && desk.getSimpleName().endsWith("Desk")
                    || desk.getFullName().equals("cn.smspay.counter.Approvals");
            if (!function) {
                continue;
            }
            for (var method : desk.getMethods()) {
                boolean isOne = method.getModifiers().contains(JavaModifier.PUBLIC)
                        && method.getRawReturnType().getSimpleName().equals("CompletableFuture")
                        && !OURS.contains(desk.getSimpleName() + '.' + method.getName());
                if (isOne) {
                    functions
                            .computeIfAbsent(desk.getSimpleName() + '.' + method.getName(), name -> new TreeSet<>())
                            .addAll(doors(method));
                }
            }
        }
        return functions;
    }

    private static Set<String> doors(JavaMethod method) {
        return method.getAccessesToSelf().stream()
                .map(access -> access.getOriginOwner().getPackageName().substring("cn.smspay.".length()))
                .filter(from -> !from.startsWith("counter"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyFunctionHasADoor() {
        var closed = functions().entrySet().stream()
                .filter(function -> function.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(), closed);
    }

    @Test
    void everyFunctionHasAWordOrAReasonWhyNot() {
        var without = functions().entrySet().stream()
                .filter(function -> !function.getValue().contains("ops.admin"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(WITHOUT.keySet(), without);
    }

    /** What the engine answers to, and what {@code smspay admin} can say. */
    @Test
    void everyWordOfTheEngineCanBeSaidAndEveryOneThatCanBeSaidIsKnown() throws IOException {
        var known = words("engine/src/main/java/cn/smspay/ops/admin");
        var said = words("engine/src/main/java/cn/smspay/app/admin");
        said.addAll(words("engine/src/main/java/cn/smspay/app/release"));
        said.remove("user.name");

        assertTrue(known.size() > 80, known.toString());
        assertEquals(known, said);
    }

    private static Set<String> words(String folder) throws IOException {
        var words = new TreeSet<String>();
        try (var files =
                Files.walk(Path.of(System.getProperty("smspay.root", "..")).resolve(folder))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                WORD.matcher(Files.readString(file)).results().forEach(found -> words.add(found.group(1)));
            }
        }
        return words;
    }
}
