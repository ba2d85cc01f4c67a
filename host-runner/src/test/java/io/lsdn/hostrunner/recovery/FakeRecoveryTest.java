package io.lsdn.hostrunner.recovery;

import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.topology.Topology;
import java.util.Random;

class FakeRecoveryTest extends RecoveryContract {
    @Override
    void with(Body body) throws Exception {
        body.run(Topologies.kernelOfA());
    }

    @Override
    Topology random(Random random) {
        return Topologies.random(random);
    }

    @Override
    int rounds() {
        return 10;
    }
}
