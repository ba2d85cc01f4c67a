package io.lsdn.tests.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.RunnerArchive;
import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.controller.transport.RunnerTraining;
import io.lsdn.tests.lab.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class archive of the runner is of a whole rollout; one of less makes every host start slower, and nothing else tells. */
@Tag("namespaces")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunnerTrainingTest {
    @Test
    void the_runner_is_trained_with_a_whole_rollout(@TempDir Path directory) throws Exception {
        Needs.namespaces();
        RunnerJar jar = RunnerJar.carried();
        assertTrue(RunnerTraining.train(jar, directory));
        assertTrue(RunnerArchive.find(directory, jar).isPresent());
    }
}
