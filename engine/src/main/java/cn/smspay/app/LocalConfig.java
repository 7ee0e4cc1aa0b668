package cn.smspay.app;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.Province;
import cn.smspay.billing.BillingSettings;
import cn.smspay.config.Config;
import cn.smspay.config.VoiceConfig;
import cn.smspay.desk.DeskSettings;
import cn.smspay.ids.Msisdn;
import cn.smspay.ids.Secret;
import cn.smspay.ids.ServiceNumber;
import cn.smspay.ivr.SipSettings;
import cn.smspay.simulator.SmscSettings;
import cn.smspay.simulator.Uplink;
import cn.smspay.smpp.CommandStatus;
import cn.smspay.smpp.MessageIdFormat;
import cn.smspay.smpp.SmppBindSettings;
import cn.smspay.sms.SmsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for an engine that is bound to our own simulated SMSC: of the demo, of transcripts, of benchmarks. */
public final class LocalConfig {
    public static final ServiceNumber SERVICE = new ServiceNumber("10658888");
    public static final String SITE = "www.example.com";
    private static final String SYSTEM_ID = "local";
    private static final Secret PASSWORD = new Secret("local");

    /** The softphone that may call, and the subscriber it stands for. */
    public static final String PHONE = "13800000001";

    public static final Secret PHONE_PASSWORD = new Secret("demo");

    private LocalConfig() {}

    /** SIP on the loopback interface for one softphone, and for the trunk that test programs are. */
    public static VoiceConfig voice(int sipPort) {
        var loopback = List.of("127.0.0.1");
        var phone = new SipSettings.Phone(PHONE, PHONE_PASSWORD, new Msisdn(PHONE));
        return new VoiceConfig(
                Optional.of(new SipSettings(
                        "127.0.0.1",
                        "127.0.0.1",
                        sipPort,
                        Optional.of(sipPort),
                        Optional.empty(),
                        List.of(new ServiceNumber("12588")),
                        List.of(),
                        new SipSettings.Phones("smspay", loopback, List.of(phone), false),
                        SipSettings.Limits.USUAL,
                        SipSettings.Sound.USUAL,
                        Map.of("10086", "sip:10086@127.0.0.1"))),
                Optional.empty(),
                Optional.empty());
    }

    /** The simulated SMSC that such an engine binds to. */
    public static SmscSettings smsc() {
        return SmscSettings.of(SYSTEM_ID, PASSWORD).numbered();
    }

    /**
     * @param home the folder with {@code dialogs} and {@code ivr-scripts}
     * @param data the folder for the database
     * @param masterKey 64 hexadecimal digits
     * @param port where the simulated SMSC listens
     */
    public static Config of(Path home, Path data, Secret masterKey, int port) {
        var usual = AccountSettings.defaults();
        var everybody = new AccountSettings.NumberSettings(usual.numbers().prefixes(), true, Province.HUNAN);
        var adapters = new Config.Outside(Config.Adapter.SIMULATED, Config.Adapter.SIMULATED, Config.Adapter.SIMULATED);
        return new Config(
                "local",
                data,
                masterKey,
                home.resolve("dialogs"),
                home.resolve("ivr-scripts"),
                new DeskSettings(SITE, SERVICE),
                List.of(bind(port)),
                SmsSettings.of(SERVICE),
                usual.withNumbers(everybody),
                adapters,
                Config.LaneSettings.USUAL,
                Config.StoreTuning.USUAL,
                VoiceConfig.OFF,
                BillingSettings.standard(),
                Optional.empty(),
                new Config.HttpDoor("127.0.0.1", -1));
    }

    /**
     * The simulated SMSC numbers its messages, so that one delivered again is told from the same text sent again without a
     * pause.
     */
    private static SmppBindSettings bind(int port) {
        return SmppBindSettings.transceiver("local", "127.0.0.1", port, SYSTEM_ID, PASSWORD)
                .with(new SmppBindSettings.Timing(30, 10, 100, 1_000, 0))
                .with(new SmppBindSettings.Dialect(
                        CommandStatus.THROTTLED, Uplink.SMSC_MESSAGE_ID_TAG, MessageIdFormat.AS_IS));
    }
}
