package io.refcache.sample;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the audit.
 *
 * @param root folder whose jars are audited; if it holds none, those on the application's
 * own class path are
 * @param asyncTimeout how long a call waits before it answers with a reference
 */
@ConfigurationProperties("sample.audit")
record AuditProperties(Path root, @DefaultValue("2s") Duration asyncTimeout) {

}
