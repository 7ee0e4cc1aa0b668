package cn.smspay.engine;

import cn.smspay.accounts.banks.SignedForms;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.EBanks;
import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.base.vault.Vault;
import cn.smspay.cli.Exit;
import cn.smspay.config.Config;
import cn.smspay.counter.desks.Desks;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.outside.simulator.BankPages;
import cn.smspay.outside.simulator.SimulatedEBanks;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fourteen banks where they are simulated: their pages, on a port of their own, and what they tell the partners' door. */
final class EBankSide implements AutoCloseable {
    private static final String US = "smspay";
    private static final String HERE = "http://127.0.0.1:";

    private final @Nullable SimulatedEBanks banks;
    private final Secret key;
    private @Nullable BankPages pages;

    EBankSide(Config config, Vault vault, Clock clock) {
        boolean simulated = config.outside().bank() == Config.Adapter.SIMULATED
                && config.doors().partner().isPresent();
        key = new Secret(vault.keyedHash(new Secret(US), "simulated banks"));
        banks = simulated ? new SimulatedEBanks(clock, key) : null;
    }

    /** Who is asked what became of payments. */
    EBanks port() {
        return banks == null ? EBanks.NONE : banks;
    }

    /**
     * Opens the pages and connects the banks, once the partners' door is open.
     *
     * @param site where customers come back to; without a site the partners' door tells them what it knows
     */
    EBankSide open(Desks desks, int partnerPort, Optional<String> site, Ticker ticker) {
        if (banks == null) {
            return this;
        }
        try {
            var opened = new BankPages(banks, HttpSettings.loopback("bank-pages", 0), ticker);
            pages = opened;
            for (var bank : BankCode.values()) {
                var ours = HERE + partnerPort + "/bank/" + bank.name();
                desks.banks()
                        .connect(
                                bank,
                                new SignedForms(
                                        bank,
                                        new SignedForms.Contract(
                                                URI.create(HERE + opened.port() + "/" + bank.name() + "/pay"),
                                                US,
                                                key,
                                                URI.create(ours + "/notify"),
                                                URI.create(site.map(at -> at + "/topup/bank")
                                                        .orElse(ours + "/return")))));
            }
            return this;
        } catch (IOException e) {
            throw new Exit.Refused(Exit.STOPPED, "the simulated banks cannot open their pages: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (pages != null) {
            pages.close();
        }
    }
}
