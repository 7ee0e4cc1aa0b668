package cn.smspay.accounts.wallet;

import cn.smspay.base.Secret;

/** Masters that stand in the settings of a simulator; a service that deals with real money has them in a module. */
public final class TestMasters implements CardKeys {
    private final PurseKey load;
    private final PurseKey purchase;
    private final PurseKey tac;

    /** Each 32 hexadecimal digits. */
    public TestMasters(Secret load, Secret purchase, Secret tac) {
        this.load = PurseKey.of(load.reveal());
        this.purchase = PurseKey.of(purchase.reveal());
        this.tac = PurseKey.of(tac.reveal());
    }

    /** The keys that are written into a card when it is made. */
    public DerivedKeys written(CardNo card) {
        return new DerivedKeys(load.diversified(card), purchase.diversified(card), tac.diversified(card));
    }

    /** The three keys in a card. */
    public record DerivedKeys(PurseKey load, PurseKey purchase, PurseKey tac) {}

    @Override
    public int loadMac(CardNo card, int random, int onlineCounter, byte[] data) {
        return load.diversified(card).loadSession(random, onlineCounter).mac(data);
    }

    @Override
    public int purchaseMac(CardNo card, int random, int offlineCounter, int terminalNumber, byte[] data) {
        return purchase.diversified(card)
                .purchaseSession(random, offlineCounter, terminalNumber)
                .mac(data);
    }

    @Override
    public int tac(CardNo card, byte[] data) {
        return tac.tacKey(card).mac(data);
    }
}
