package io.refcache.sample;

import java.util.concurrent.CompletableFuture;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;

/**
 * Talks to the agent that has started the application, and ends with it: its end is the
 * end of the input, as the specification of MCP says.
 */
@Configuration(proxyBeanMethods = false)
@Profile("mcp-stdio")
class McpStdioConfiguration {

	private final CompletableFuture<Void> started = new CompletableFuture<>();

	/** To close a context that is being started would be a failed start. */
	@EventListener
	void onReadiness(AvailabilityChangeEvent<ReadinessState> event) {
		if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
			this.started.complete(null);
		}
	}

	@Bean
	StdioServerTransportProvider mcpTransport(@Qualifier("mcpServerJsonMapper") JsonMapper mapper,
			ConfigurableApplicationContext context) {
		EndAwareInput input = new EndAwareInput(System.in,
				() -> this.started.thenRun(() -> new Thread(context::close, "end").start()));
		return new StdioServerTransportProvider(new JacksonMcpJsonMapper(mapper), input, System.out);
	}

}
