package io.refcache.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * With the profiles {@code mcp} and {@code security} agents log in as their users do.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.audit.async-timeout=0s")
@ActiveProfiles({ "mcp", "security" })
class McpSecurityTests {

	@TempDir
	static Path root;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void auditOwnClassPath(DynamicPropertyRegistry registry) {
		registry.add("sample.audit.root", () -> root);
	}

	@BeforeAll
	static void layOutJars() throws IOException {
		RealJars.below(root);
	}

	@Test
	void strangersAreNotLetIn() {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> Agent.overHttp(this.port).close())
			.withRootCauseInstanceOf(McpHttpClientTransportAuthorizationException.class);
	}

	@Test
	void inventoriesAreThoseOfOneAgentInAllItsSessions() {
		Map<String, Object> group = Map.of("group", "org/springframework");
		try (Agent alices = Agent.overHttp(this.port, "alice"); Agent bobs = Agent.overHttp(this.port, "bob")) {
			JsonNode inventory = alices.patientCall("take_inventory", group);
			Map<String, Object> comparison = Map.of("first", Agent.refId(inventory), "second", Agent.refId(inventory));
			try (Agent later = Agent.overHttp(this.port, "alice")) {
				assertThat(later.patientCall("compare_inventories", comparison).at("/value/onlyInFirst").intValue())
					.isZero();
			}
			assertThat(bobs.refusal("compare_inventories", comparison)).contains("Invalid or inaccessible reference");
			assertThat(bobs.refusal("get_cached_result", Map.of("ref_id", Agent.refId(inventory))))
				.contains("no such reference");
			assertThat(Agent.refId(bobs.patientCall("take_inventory", group))).isNotEqualTo(Agent.refId(inventory));
		}
	}

}
