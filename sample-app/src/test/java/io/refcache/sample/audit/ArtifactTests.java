package io.refcache.sample.audit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ArtifactTests {

	@ParameterizedTest
	@CsvSource({ "org/foo/bar/1.0/bar-1.0.jar, org/foo/bar", "org/foo/bar/1.0/bar-1.0-tests.jar, org/foo/bar",
			"bar/1.0/bar-1.0.jar, bar", "org/foo/bar/1.0-SNAPSHOT/bar-1.0-20260102.030405-1.jar, org/foo/bar",
			"org/foo/bar/2.0/bar-1.0.jar, org/foo/bar/2.0/bar-1.0.jar", "lib/bar-1.0.jar, lib/bar-1.0.jar",
			"org/foo/lib/bar.jar, org/foo/lib/bar.jar", "bar.jar, bar.jar" })
	void versionsInMavenLayoutShareTheirArtifact(String jar, String artifact) {
		assertThat(Artifact.of(jar).path()).isEqualTo(artifact);
	}

}
