package io.refcache.autoconfigure;

import java.time.Duration;
import java.util.Objects;

import io.refcache.autoconfigure.RefCacheProperties.IncludeMessage;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What agents get that call tools over MCP.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("refcache.mcp")
public class RefCacheMcpProperties {

	/**
	 * Whether tools are made fit for long calls and large results, and agents get tools
	 * to poll, cancel and retry.
	 */
	private boolean enabled = true;

	/**
	 * How long a tool waits whose method does not say.
	 */
	private Duration asyncTimeout = Duration.ofSeconds(5);

	/**
	 * How long one tool call waits at most, whatever it waits for.
	 */
	private Duration maxWait = Duration.ofSeconds(15);

	/**
	 * How large a page is at most for which no size is asked, in the unit of previews;
	 * larger results are not offered whole.
	 */
	private int maxAnswerSize = 10_000;

	/**
	 * What the names of refcache's own tools begin with, such as 'reports_'.
	 */
	private String toolPrefix = "";

	/**
	 * Whether agents are told the messages of exceptions.
	 */
	private IncludeMessage includeMessage = IncludeMessage.NEVER;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getAsyncTimeout() {
		return this.asyncTimeout;
	}

	public void setAsyncTimeout(Duration asyncTimeout) {
		this.asyncTimeout = Objects.requireNonNull(Checks.notNegative(asyncTimeout));
	}

	public Duration getMaxWait() {
		return this.maxWait;
	}

	public void setMaxWait(Duration maxWait) {
		this.maxWait = Checks.positive(maxWait);
	}

	public int getMaxAnswerSize() {
		return this.maxAnswerSize;
	}

	public void setMaxAnswerSize(int maxAnswerSize) {
		this.maxAnswerSize = Checks.atLeast(1, maxAnswerSize);
	}

	public String getToolPrefix() {
		return this.toolPrefix;
	}

	public void setToolPrefix(String toolPrefix) {
		this.toolPrefix = Checks.toolPrefix(toolPrefix);
	}

	public IncludeMessage getIncludeMessage() {
		return this.includeMessage;
	}

	public void setIncludeMessage(IncludeMessage includeMessage) {
		this.includeMessage = includeMessage;
	}

}
