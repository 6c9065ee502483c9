package io.refcache.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the script {@code run}, as far as it comes without measuring.
 */
class ScriptTests {

	@Test
	void helpNamesAllRows() throws Exception {
		String rows = Stream.of(RowGroup.values()).map(RowGroup::toString).collect(Collectors.joining(", "));
		assertThat(run(0, "--help").replaceAll("\\s+", " ")).contains("only these rows: " + rows + " --rounds");
		assertThat(run(1, "--rows", "nothing")).contains("'nothing' is none of " + rows);
	}

	@Test
	void helpTellsHowManyRoundsThereAre() throws Exception {
		IntSummaryStatistics rounds = Stream.of(RowGroup.values()).collect(Collectors.summarizingInt(RowGroup::rounds));
		assertThat(run(0, "--help")).contains("default: %d to %d,".formatted(rounds.getMin(), rounds.getMax()));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			--rounds, "",        --rounds needs a number from 1
			--rounds, 0,         --rounds needs a number from 1
			--rounds, 3x,        --rounds needs a number from 1
			--rows,   "",        --rows needs names
			--rows,   --rounds,  --rows needs names
			--rows,   "hit,,miss", '' is none of
			--rows,   hit miss,  'hit miss' is none of
			--rows,   "hit,variants miss", 'variants miss' is none of
			--jdk,    "",        --jdk needs the home of a JDK
			--jdk,    nowhere,   nowhere' has no bin/java
			--fast,   "",        '--fast' is unknown
			""")
	void whatCannotBeIsRefused(String option, String value, String message) throws Exception {
		assertThat(run(1, option, value)).startsWith("benchmarks/run: ").contains(message).hasLineCount(1);
	}

	@Test
	void oneJdkOfEachVersionIsEnough() throws Exception {
		String home = System.getProperty("java.home");
		assertThat(run(1, "--jdk", home, "--jdk", home)).contains("is another JDK " + Runtime.version().feature());
	}

	private static String run(int status, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("bash", "run"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isEqualTo(status);
		return output;
	}

}
