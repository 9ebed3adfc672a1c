<?xml version="1.0" encoding="UTF-8"?>
<!--
  Monatsbericht, Abschnitt 7: Personal. Teil von monatsbericht.xsl; dessen Variablen gelten hier. Je Team; je
  Betreuer*in nur im Bericht eines Teams, und nur, wo der Auftrag es verlangt.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template name="personal">
    <xsl:variable name="p" select="$b/personal"/>
    <xsl:if test="not($p) and $ohne-vermerk">
      <section id="personal">
        <heading>Personal</heading>
        <para>Wie viele Beratungen es gab, lässt sich nicht sagen, <xsl:value-of select="$warum-keine"/>.</para>
      </section>
    </xsl:if>
    <xsl:if test="$p">
      <section id="personal">
        <heading><xsl:value-of select="$p/befund"/></heading>
        <xsl:for-each select="$p/hinweis"><para><xsl:value-of select="."/></para></xsl:for-each>
        <xsl:if test="$p/woche and $p/gesamt/beratungen">
          <subline>
            <xsl:text>Beratungen</xsl:text>
            <xsl:if test="$p/gesamt/zeit"> und Arbeitszeit</xsl:if>
            <xsl:text> in </xsl:text>
            <xsl:choose>
              <xsl:when test="$p/woche[2]">den Wochen</xsl:when>
              <xsl:otherwise>der Woche</xsl:otherwise>
            </xsl:choose>
            <xsl:text> vom </xsl:text>
            <xsl:value-of select="$p/woche[1]/@von-text"/>
            <xsl:text> bis </xsl:text>
            <xsl:value-of select="$p/woche[last()]/@bis-text"/>
          </subline>
          <xsl:choose>
            <xsl:when test="$ist-team or $p/team[personen/@wert &gt; 0 or beratungen/@wert &gt; 0 or weitere/@wert &gt; 0 or ohne-person/@wert &gt; 0 or anwesenheit/@minuten &gt; 0]"><xsl:call-template name="personal-teams"/></xsl:when>
            <xsl:otherwise><para>Die Mitarbeiterdaten nennen niemanden, der in diesen Wochen da war, und eine Beratung ist nicht erfasst.</para></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="$ist-team and $p/person"><xsl:call-template name="personal-einzeln"/></xsl:if>
          <xsl:call-template name="personal-wochen"/>
          <xsl:call-template name="personal-ziele"/>
        </xsl:if>
        <xsl:if test="$p/vertretungen or $p/abwesenheiten">
          <para>
            <xsl:value-of select="$p/vertretungen"/>
            <xsl:if test="$p/vertretungen and $p/abwesenheiten"><xsl:text> </xsl:text></xsl:if>
            <xsl:value-of select="$p/abwesenheiten"/>
          </para>
        </xsl:if>
        <xsl:if test="$p/gesamt/stellen">
          <xsl:choose>
            <xsl:when test="$ohne-teams and not($ist-team)"><para>Wie viele Kund*innen je Team auf eine Vollzeitstelle kommen, lässt sich nicht sagen: In kunden.csv fehlt „<xsl:value-of select="$ohne-gliederung[@nach = 'team']/@spalte"/>“.</para></xsl:when>
            <xsl:when test="$ist-team or $p/team"><xsl:call-template name="personal-stellen"/></xsl:when>
            <xsl:otherwise><para>Kund*innen je Vollzeitstelle gibt es nicht: Es gibt weder Kund*innen noch Mitarbeitende.</para></xsl:otherwise>
          </xsl:choose>
        </xsl:if>
        <xsl:for-each select="$p/einzeln"><xsl:call-template name="personal-vereinbarung"/></xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Beratungen und Arbeitszeit gegen die Ziele, je Team und je Woche: dieselben Spalten -->
  <xsl:template name="personal-teams">
    <xsl:variable name="p" select="$b/personal"/>
    <table caption="Beratungen und Arbeitszeit je Team" caption-hidden="yes">
      <xsl:call-template name="personal-spalten"><xsl:with-param name="kopf">Team</xsl:with-param></xsl:call-template>
      <body>
        <xsl:choose>
          <xsl:when test="$ist-team">
            <row>
              <cell header="yes"><xsl:value-of select="$b/@name"/></cell>
              <xsl:for-each select="$p/gesamt"><xsl:call-template name="personal-zellen"/></xsl:for-each>
            </row>
          </xsl:when>
          <xsl:otherwise>
            <!-- wo niemand arbeitet und niemand beraten wurde, gibt es nichts zu zeigen -->
            <xsl:for-each select="$p/team[personen/@wert &gt; 0 or beratungen/@wert &gt; 0 or weitere/@wert &gt; 0 or ohne-person/@wert &gt; 0 or anwesenheit/@minuten &gt; 0]">
              <row>
                <cell header="yes"><xsl:value-of select="@name"/></cell>
                <xsl:call-template name="personal-zellen"/>
              </row>
            </xsl:for-each>
          </xsl:otherwise>
        </xsl:choose>
      </body>
      <foot>
        <row strong="yes">
          <cell header="yes">Jobcenter</cell>
          <xsl:for-each select="$jobcenter/personal/gesamt"><xsl:call-template name="personal-zellen"/></xsl:for-each>
        </row>
      </foot>
    </table>
  </xsl:template>

  <xsl:template name="personal-einzeln">
    <subline>Je Betreuer*in, <xsl:value-of select="$b/@name"/>, in alphabetischer Folge</subline>
    <table caption="Beratungen und Arbeitszeit je Betreuer*in" caption-hidden="yes">
      <xsl:call-template name="personal-spalten"><xsl:with-param name="kopf">Betreuer*in</xsl:with-param></xsl:call-template>
      <body>
        <xsl:for-each select="$b/personal/person">
          <row>
            <cell header="yes"><xsl:value-of select="@name"/></cell>
            <xsl:call-template name="personal-zellen"/>
          </row>
        </xsl:for-each>
      </body>
    </table>
  </xsl:template>

  <!-- Worauf sich Zahlen je Betreuer*in stützen; im Bericht des Jobcenters, wo sie stehen -->
  <xsl:template name="personal-vereinbarung">
    <para style="small">
      <xsl:choose>
        <xsl:when test="$ist-team">Zahlen je Betreuer*in enthält dieser Bericht, weil der Auftrag sie verlangt. </xsl:when>
        <xsl:otherwise>Zahlen je Betreuer*in stehen in den Berichten der Teams, weil der Auftrag sie verlangt. </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="@dienstvereinbarung">Grundlage: <xsl:value-of select="@dienstvereinbarung"/>.</xsl:when>
        <xsl:otherwise>Eine Dienstvereinbarung, auf die sie sich stützen, ist nicht genannt.</xsl:otherwise>
      </xsl:choose>
    </para>
  </xsl:template>

  <xsl:template name="personal-wochen">
    <subline>
      <xsl:text>Je Kalenderwoche, </xsl:text>
      <xsl:choose>
        <xsl:when test="$ist-team"><xsl:value-of select="$b/@name"/></xsl:when>
        <xsl:otherwise>ganzes Jobcenter</xsl:otherwise>
      </xsl:choose>
    </subline>
    <table caption="Beratungen und Arbeitszeit je Kalenderwoche" caption-hidden="yes">
      <xsl:call-template name="personal-spalten"><xsl:with-param name="kopf">Woche</xsl:with-param></xsl:call-template>
      <body>
        <xsl:for-each select="$b/personal/woche">
          <row>
            <cell header="yes">
              <xsl:value-of select="@nummer"/>
              <muted>
                <xsl:text> · ab </xsl:text>
                <xsl:value-of select="@von-text"/>
                <xsl:for-each select="feiertag"><xsl:text> · </xsl:text><xsl:value-of select="@name"/></xsl:for-each>
              </muted>
            </cell>
            <xsl:call-template name="personal-zellen"/>
          </row>
        </xsl:for-each>
      </body>
    </table>
  </xsl:template>

  <xsl:template name="personal-spalten">
    <xsl:param name="kopf"/>
    <xsl:variable name="j" select="$jobcenter/personal/gesamt"/>
    <xsl:variable name="weitere" select="$j/ziel and $j/weitere/@wert &gt; 0"/>
    <col weight="3"/>
    <col align="right" number="yes"/>
    <xsl:if test="$j/ziel"><col align="right" number="yes"/><col align="right" number="yes"/></xsl:if>
    <xsl:if test="$weitere"><col align="right" number="yes"/></xsl:if>
    <xsl:if test="$j/zeit"><col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/></xsl:if>
    <head>
      <row>
        <cell header="yes" rowspan="2"><xsl:value-of select="$kopf"/></cell>
        <cell header="yes" colspan="{1 + 2 * count($j/ziel) + $weitere}">Beratungen</cell>
        <xsl:if test="$j/zeit">
          <cell header="yes" colspan="3">
            <xsl:text>Arbeitszeit in </xsl:text>
            <xsl:value-of select="$b/personal/@zeit-aus"/>
          </cell>
        </xsl:if>
      </row>
      <row>
        <cell header="yes">Zahl</cell>
        <xsl:if test="$j/ziel"><cell header="yes">Ziel</cell><cell header="yes">erreicht</cell></xsl:if>
        <xsl:if test="$weitere"><cell header="yes">weitere</cell></xsl:if>
        <xsl:if test="$j/zeit">
          <cell header="yes">Stunden</cell><cell header="yes">Anteil</cell><cell header="yes">Ziel</cell>
        </xsl:if>
      </row>
    </head>
  </xsl:template>

  <!-- Ohne Ziel für Beratungen sind alle Beratungen weitere; dann stehen sie als Zahl. -->
  <xsl:template name="personal-zellen">
    <xsl:variable name="j" select="$jobcenter/personal/gesamt"/>
    <xsl:choose>
      <!-- kein Ziel und keine Beratung, die darauf zählte: ein Strich, keine Null -->
      <xsl:when test="$j/ziel and ziel/@wert = 0 and beratungen/@wert = 0">
        <cell>–</cell><cell>–</cell><cell strong="yes">–</cell>
        <xsl:if test="$j/weitere/@wert &gt; 0"><cell><xsl:value-of select="weitere/@text"/></cell></xsl:if>
      </xsl:when>
      <xsl:when test="$j/ziel">
        <cell><xsl:value-of select="beratungen/@text"/></cell>
        <cell><xsl:value-of select="ziel/@text"/></cell>
        <cell strong="yes"><xsl:value-of select="erreicht/@text"/></cell>
        <xsl:if test="$j/weitere/@wert &gt; 0"><cell><xsl:value-of select="weitere/@text"/></cell></xsl:if>
      </xsl:when>
      <xsl:when test="beratungen/@wert = 0"><cell><xsl:value-of select="weitere/@text"/></cell></xsl:when>
      <xsl:otherwise><cell><xsl:value-of select="beratungen/@text"/></cell></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$j/zeit">
      <cell><xsl:value-of select="zeit/@stunden-text"/></cell>
      <cell strong="yes"><xsl:value-of select="anteil/@text"/></cell>
      <cell><xsl:value-of select="anteil-ziel/@text"/></cell>
    </xsl:if>
  </xsl:template>

  <!-- Was die Ziele sind, wie sie entstehen, und was in den Zahlen fehlt -->
  <xsl:template name="personal-ziele">
    <xsl:variable name="p" select="$b/personal"/>
    <xsl:variable name="g" select="$p/gesamt"/>
    <xsl:if test="$p/vorgabe">
      <list>
        <xsl:for-each select="$p/vorgabe">
          <item>
            <strong><xsl:value-of select="@funktionen"/>: </strong>
            <xsl:value-of select="@text"/>
            <muted> (<xsl:value-of select="@quelle"/>)</muted>
          </item>
        </xsl:for-each>
      </list>
    </xsl:if>
    <para style="small">
      <xsl:if test="$g/ziel or $g/zeit">
        <xsl:text>Ziele anteilig nach Wochenstunden (Vollzeit: </xsl:text>
        <xsl:value-of select="$p/vollzeit/@text"/>
        <xsl:text>) und nach den Arbeitstagen der Woche, an denen jemand da war: ohne Abwesenheiten und ohne Feiertage</xsl:text>
        <xsl:if test="$p/bundesland"> (<xsl:value-of select="$p/bundesland/@name"/>)</xsl:if>
        <xsl:text>; verglichen werden die Summen. </xsl:text>
      </xsl:if>
      <xsl:text>Eine Beratung zählt einmal je Kund*in, Tag und Person.</xsl:text>
      <xsl:if test="$g/ziel and $g/weitere/@wert &gt; 0"> Weitere Beratungen führten Personen, für die das Regelwerk keine Zahl verlangt.</xsl:if>
      <xsl:if test="$g/ohne-person/@wert &gt; 0"> Beratungen, bei denen niemand aus den Mitarbeiterdaten angegeben ist: <xsl:value-of select="$g/ohne-person/@text"/>; sie sind nicht enthalten.</xsl:if>
      <xsl:if test="$g/zeit">
        <xsl:text> Der Anteil misst sich an der Anwesenheit (</xsl:text>
        <xsl:value-of select="$g/anwesenheit/@stunden-text"/>
        <xsl:text> Stunden der Personen mit einem Ziel für die Arbeitszeit).</xsl:text>
        <xsl:if test="$g/ohne-dauer/@wert &gt; 0"> Ohne Angabe der Dauer: <xsl:value-of select="$g/ohne-dauer/@wert-text"/> von <xsl:value-of select="$g/ohne-dauer/@von-text"/>; ihre Zeit ist nicht enthalten.</xsl:if>
        <xsl:if test="$g/zeit-ohne-person/@wert &gt; 0"><xsl:text> Nicht enthalten ist auch, was niemand aus den Mitarbeiterdaten geführt hat: </xsl:text><xsl:value-of select="$g/zeit-ohne-person/@text"/>.</xsl:if>
      </xsl:if>
      <xsl:if test="$p/vorgabe and $g/personen-ohne-funktion/@wert &gt; 0"> Personen mit unbekannter Funktion, deren Ziel deshalb fehlt: <xsl:value-of select="$g/personen-ohne-funktion/@text"/>.</xsl:if>
    </para>
  </xsl:template>

  <!-- Kund*innen je Vollzeitstelle am Stichtag -->
  <xsl:template name="personal-stellen">
    <subline>
      <xsl:text>Kund*innen je Vollzeitstelle am </xsl:text>
      <xsl:value-of select="$lauf/stichtag/@text"/>
      <xsl:text>; U25 und Ü25 ergeben zusammen die Zahl je Stelle</xsl:text>
    </subline>
    <table caption="Kund*innen je Vollzeitstelle" caption-hidden="yes">
      <col weight="3"/>
      <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
      <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
      <xsl:if test="$jobcenter/personal/gesamt/profillage-z"><col align="right" number="yes"/></xsl:if>
      <head>
        <row>
          <cell header="yes">Team</cell>
          <cell header="yes">Per&#xAD;sonen</cell>
          <cell header="yes">Vollzeit&#xAD;stellen</cell>
          <cell header="yes">Kund*innen</cell>
          <cell header="yes">je Stelle</cell>
          <cell header="yes">davon U25</cell>
          <cell header="yes">davon Ü25</cell>
          <xsl:if test="$jobcenter/personal/gesamt/profillage-z"><cell header="yes">Anteil Profillage Z</cell></xsl:if>
        </row>
      </head>
      <body>
        <xsl:choose>
          <xsl:when test="$ist-team">
            <row>
              <cell header="yes"><xsl:value-of select="$b/@name"/></cell>
              <xsl:for-each select="$b/personal/gesamt"><xsl:call-template name="personal-stellen-zellen"/></xsl:for-each>
            </row>
            <xsl:for-each select="$b/personal/person[kunden/@wert &gt; 0 or kunden/@verborgen or stellen/@wert &gt; 0]">
              <row>
                <cell header="yes"><muted>davon </muted><xsl:value-of select="@name"/></cell>
                <xsl:call-template name="personal-stellen-zellen"/>
              </row>
            </xsl:for-each>
          </xsl:when>
          <xsl:otherwise>
            <xsl:for-each select="$b/personal/team">
              <row>
                <cell header="yes"><xsl:value-of select="@name"/></cell>
                <xsl:call-template name="personal-stellen-zellen"/>
              </row>
            </xsl:for-each>
          </xsl:otherwise>
        </xsl:choose>
      </body>
      <foot>
        <row strong="yes">
          <cell header="yes">Jobcenter</cell>
          <xsl:for-each select="$jobcenter/personal/gesamt"><xsl:call-template name="personal-stellen-zellen"/></xsl:for-each>
        </row>
      </foot>
    </table>
    <xsl:variable name="zeilen" select="$b/personal/gesamt[$ist-team] | $b/personal/person | $b/personal/team | $jobcenter/personal/gesamt"/>
    <xsl:call-template name="legende"><xsl:with-param name="in" select="$zeilen/kunden | $zeilen/kunden-je-stelle | $zeilen/u25-je-stelle | $zeilen/ue25-je-stelle | $zeilen/profillage-z[@verborgen]"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="personal-stellen-zellen">
    <cell><xsl:value-of select="personen/@text"/></cell>
    <cell><xsl:value-of select="stellen/@text"/></cell>
    <cell><xsl:value-of select="kunden/@text"/></cell>
    <cell strong="yes"><xsl:value-of select="kunden-je-stelle/@text"/></cell>
    <cell><xsl:value-of select="u25-je-stelle/@text"/></cell>
    <cell><xsl:value-of select="ue25-je-stelle/@text"/></cell>
    <xsl:if test="$jobcenter/personal/gesamt/profillage-z"><cell><xsl:value-of select="profillage-z/@text"/></cell></xsl:if>
  </xsl:template>
</xsl:stylesheet>
