/** The Job that creates and changes the declared users, and the Secrets of their applications. */
package dev.openshiftkafka.stack.users;
