package io.refcache.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With the profile {@code mcp-stdio} an agent starts the packaged application itself.
 */
class McpStdioTests {

	private static final String INITIALIZE = """
			{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
			"clientInfo":{"name":"test","version":"1"}}}
			""";

	@TempDir
	static Path root;

	@TempDir
	private Path logs;

	private static RealJars jars;

	@BeforeAll
	static void layOutJars() throws IOException {
		jars = RealJars.below(root);
	}

	@Test
	void agentAuditsJars() throws IOException {
		List<String> command = command();
		ServerParameters server = ServerParameters.builder(command.get(0))
			.args(command.subList(1, command.size()))
			.build();
		try (Agent agent = new Agent(new StdioClientTransport(server, McpJsonDefaults.getMapper()))) {
			assertThat(agent.tools()).extracting(Tool::name).contains("audit_jars", "get_cached_result");
			JsonNode audit = agent.patientCall("audit_jars", Map.of("group", "org/springframework"));
			JsonNode totals = agent.patientCall("audit_totals", Map.of("audit", Agent.refId(audit)));
			assertThat(totals.at("/value/jars").intValue()).isEqualTo(jars.files("org/springframework").size());
		}
	}

	@Test
	void outputIsMessagesAloneAndTheEndOfTheInputEndsTheApplication() throws Exception {
		Path log = this.logs.resolve("stderr.log");
		Process process = new ProcessBuilder(command()).redirectError(Redirect.to(log.toFile())).start();
		try (BufferedReader output = process.inputReader()) {
			try (Writer input = process.outputWriter()) {
				input.write(INITIALIZE);
				input.flush();
				JsonNode answer = JsonMapper.shared().readTree(output.readLine());
				assertThat(answer.at("/result/serverInfo/name").stringValue()).isEqualTo("jar-audit");
			}
			assertThat(output.readLine()).isNull();
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isZero();
			assertThat(Files.readString(log)).contains("JarAuditApplication").doesNotContain("Tomcat");
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static List<String> command() {
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				System.getProperty("sample.jar"), "--spring.profiles.active=mcp-stdio", "--sample.audit.root=" + root,
				"--sample.audit.async-timeout=0s");
	}

}
