package io.lsdn.hostrunner.apply;

import io.lsdn.hostrunner.fake.FakeKernel;

class FakeKernelTest extends KernelContract {
    @Override
    void with(Body body) throws Exception {
        body.run(new FakeKernel().withInterface("tap0"));
    }
}
