package cn.smspay.engine;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.customers.NumberSettings;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.wallet.TestMasters;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletSettings;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.config.Config;
import cn.smspay.config.DoorsConfig;
import cn.smspay.config.VoiceConfig;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.sms.SmsSettings;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.talk.desk.DeskSettings;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.sip.SipSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for an engine that is bound to our own simulated SMSC: of the demo, of transcripts, of benchmarks. */
public final class LocalConfig {
    public static final ServiceNumber SERVICE = new ServiceNumber("10658888");
    public static final String SITE = "www.example.com";
    /** Of the wallets' simulated cards and terminals; everybody may know them. */
    public static final TestMasters MASTERS = new TestMasters(
            new Secret("11223344556677888877665544332211"),
            new Secret("00112233445566778899AABBCCDDEEFF"),
            new Secret("0123456789ABCDEFFEDCBA9876543210"));

    private static final String SYSTEM_ID = "local";
    private static final Secret PASSWORD = new Secret("local");

    /** The softphone that may call, and the subscriber it stands for. */
    public static final String PHONE = "13800000001";

    public static final Secret PHONE_PASSWORD = new Secret("demo");

    /** Nobody is to wait long for the end of a demonstration. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

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
                        CallSettings.CallCaps.USUAL,
                        CallSettings.Sound.USUAL,
                        Map.of("10086", List.of("sip:10086@127.0.0.1")))),
                Optional.empty(),
                Optional.empty(),
                STOP_WITHIN,
                false);
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
        var everybody = new NumberSettings(usual.numbers().prefixes(), true, Province.HUNAN);
        var adapters = new Config.OutsideConfig(
                Config.Adapter.SIMULATED,
                Config.Adapter.SIMULATED,
                Config.Adapter.SIMULATED,
                new WalletParts.Setup(MASTERS, WalletSettings.USUAL));
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
                new Config.HttpDoor("127.0.0.1", -1),
                DoorsConfig.OFF,
                Config.Keep.USUAL,
                Config.Logging.USUAL);
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
