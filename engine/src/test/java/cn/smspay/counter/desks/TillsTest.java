package cn.smspay.counter.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.Till;
import org.junit.jupiter.api.Test;

final class TillsTest {
    @Test
    void aTillIsReadFromItsName() {
        for (var province : Province.values()) {
            for (var name : new String[] {"", "3", "A-12"}) {
                var till = new Till(province, name);
                assertEquals(till, Tills.read(Tills.name(till)));
            }
        }
    }
}
