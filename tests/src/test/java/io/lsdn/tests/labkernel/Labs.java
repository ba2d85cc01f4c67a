package io.lsdn.tests.labkernel;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.NamespaceLab;
import java.util.List;

/** Opens the quickest lab whose kernel has what a test needs: this machine's own, else the lab kernel. */
public final class Labs {
    private Labs() {}

    public static Lab open(LabSpec spec, KernelFeature... needed) {
        boolean here = KernelFeature.missingHere(List.of(needed)).isEmpty();
        return here ? NamespaceLab.open(spec) : LabKernel.boot(spec);
    }
}
