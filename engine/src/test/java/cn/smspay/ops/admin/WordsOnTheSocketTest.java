package cn.smspay.ops.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.ops.control.ControlClient;
import cn.smspay.ops.control.ControlClient.EngineReply;
import cn.smspay.testing.Service;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link AgentWords} and {@link ReleaseWords}, by {@link AdminInput}: what a program may say on the engine's socket that no command of ours would. */
final class WordsOnTheSocketTest {
    private static final String ZEROS = "0".repeat(64);
    /** Word, arguments, how it ends, and words of the sentence. */
    private static final List<String> SAID = List.of(
            "bill.quote | {} | ERROR | wants",
            "bill.quote | {'number':'13911112222','payee':'139','amount':'10.00'} | ERROR | eleven digits",
            "bill.quote | {'number':'13911112222','payee':'13911112222','amount':'ten'} | ERROR | yuan",
            "bill.quote | {'number':'13911112222','payee':'13911112222','amount':'10.00','x':1} | ERROR | knows no argument x",
            "bill.pay | {'number':'13911112222','payee':'13911112222','amount':'10.00','confirm_test':'yes'} | ERROR |"
                    + " confirm_test",
            "customer.reset-password | {'number':'13911112222','which':'pin'} | ERROR | login or pay",
            "customer.reset-password | {'number':'13911112222','which':'operation'} | ERROR | login or pay",
            "customer.reset-password | {'number':'13911112222','which':'login'} | ERROR | wants name",
            "customer.reset-password | {'number':'13911112222','which':'login','name':'李雷'} | ERROR | wants id_number",
            "customer.reset-password | {'number':'13911112222','which':'login','service_password':'1','last_top_up':'x'}"
                    + " | ERROR | a day and yuan like 2010-01-31:50.00",
            "customer.reset-password | {'number':'13911112222','which':'login','service_password':'1',"
                    + "'last_top_up':'2010-02-30:50.00'} | ERROR | a day and yuan like 2010-01-31:50.00",
            "release.publish | {'id':'x','after':1} | ERROR | 64 hexadecimal digits",
            "release.publish | {'id':'" + ZEROS + "','after':1} | DECLINED | there are no files to release at",
            "release.publish | {'id':'" + "1".repeat(64) + "','after':1} | DECLINED | cannot be read",
            "release.back | {'number':4711} | DECLINED | 4711",
            "release.stop | {'dialogs':['nothing']} | DECLINED | nothing",
            "release.files | {} | ERROR | wants number",
            "release.newest | {} | ANSWER |",
            "release.list | {'most':1} | ANSWER |");

    @TempDir
    private Path folder;

    @Test
    void isAnsweredInASentenceThatSaysWhatWouldBeRight() throws Exception {
        try (var service = new Service(folder);
                var socket = new ControlClient(folder)) {
            service.say("13911112222", "KT");
            Files.writeString(folder.resolve("release-" + "1".repeat(64) + ".gz"), "no archive");
            var otherwise = new ArrayList<String>();
            for (var line : SAID) {
                var cells = line.split(" \\| ?", -1);
                var arguments = new ObjectMapper()
                        .readValue(cells[1].replace('\'', '"'), new TypeReference<Map<String, Object>>() {});
                var said = socket.say(cells[0], arguments, progress -> {});
                if (said.kind() != EngineReply.Kind.valueOf(cells[2])
                        || !said.sentence().contains(cells[3].strip())) {
                    otherwise.add(line + " says " + said);
                }
            }
            assertEquals(List.of(), otherwise);
            assertEquals(0, service.number("select count(*) from bill_order"));
        }
    }
}
